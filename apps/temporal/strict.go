package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// A missing field, a misspelt one and null are silently zero to json.Unmarshal. For a file that says which database
// to use and which ports to open, that is the wrong kindness.

// fill sets target, which FILE knows as path, from raw. Every field of every struct must be there, under its exact
// name; nothing else may be; null is for pointers only. Its errors are sentences that name the field.
func fill(target reflect.Value, path string, raw json.RawMessage) error {
	null := string(raw) == "null"
	switch target.Kind() {
	case reflect.Struct:
		return fillStruct(target, path, raw)
	case reflect.Pointer:
		if null {
			return nil
		}
		target.Set(reflect.New(target.Type().Elem()))
		return fill(target.Elem(), path, raw)
	}
	if null || json.Unmarshal(raw, target.Addr().Interface()) != nil {
		return fmt.Errorf("%s must be %s", path, described[target.Kind()])
	}
	return nil
}

var described = map[reflect.Kind]string{
	reflect.String: "a string",
	reflect.Int:    "a whole number",
	reflect.Int32:  "a whole number",
	reflect.Bool:   "true or false",
	reflect.Slice:  "a list of strings",
}

func fillStruct(target reflect.Value, path string, raw json.RawMessage) error {
	var given map[string]json.RawMessage
	if json.Unmarshal(raw, &given) != nil || given == nil {
		if path == "" {
			return errors.New("this is not a JSON object")
		}
		return fmt.Errorf("%s must be an object", path)
	}
	inside := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	for field, value := range target.Fields() {
		name := field.Tag.Get("json")
		part, ok := given[name]
		if !ok {
			return fmt.Errorf("%s is missing", inside(name))
		}
		if err := fill(value, inside(name), part); err != nil {
			return err
		}
		delete(given, name)
	}
	if len(given) > 0 {
		return fmt.Errorf("%s is not a known field", inside(slices.Min(slices.Collect(maps.Keys(given)))))
	}
	return nil
}
