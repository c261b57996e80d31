import type { Context, FilterImplOptions } from 'liquidjs';

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;

/** What a filter sees as `this`: the template's context among others. */
export type FilterThis = ThisParameterType<Handler> & { readonly context: Context };
