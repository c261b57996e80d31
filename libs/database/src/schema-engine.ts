import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { patient } from './patient-script';
import { projectFolder } from './project-folder';

/** The part of the global that is used here; Node has it, its type package does not say so. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(
    module: object,
    imports: object,
  ): Promise<{ readonly exports: { readonly [name: string]: unknown } }>;
};

type Engine = Awaited<ReturnType<(typeof import('@prisma/schema-engine-wasm'))['SchemaEngine']['new']>>;

interface EngineModule {
  readonly SchemaEngine: (typeof import('@prisma/schema-engine-wasm'))['SchemaEngine'];
  __wbg_set_wasm(exports: object): void;
}

/** Prisma's schema engine as WebAssembly: the same engine as the CLI's, without a binary to download. */
export async function openSchemaEngine(url: string): Promise<Engine> {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const engine = (await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href)) as EngineModule;
  const wasm = await WebAssembly.compile(await readFile(path.join(folder, 'schema_engine_bg.wasm')));
  const instance = await WebAssembly.instantiate(wasm, {
    './schema_engine_bg.js': engine,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  const schema = await readFile(path.join(projectFolder(), 'prisma', 'schema.prisma'), 'utf8');
  const factory = new PrismaPg({
    connectionString: url,
    max: 1,
  });
  const connect = factory.connect.bind(factory);
  const adapter = bindMigrationAwareSqlAdapterFactory(
    Object.assign(factory, { connect: async () => patient(await connect()) }),
  );
  return engine.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
}
