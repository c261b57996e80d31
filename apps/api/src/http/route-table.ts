import type { FastifyInstance } from 'fastify';

/** Every route there is, as the server knows them: what a wrong method is answered by. */
export class RouteTable {
  private readonly routes: {
    readonly path: string;
    readonly form: RegExp;
    readonly methods: readonly string[];
  }[] = [];

  /** Notes each route that is registered from now on. */
  static of(server: FastifyInstance): RouteTable {
    const table = new RouteTable();
    server.addHook('onRoute', ({ url, method }) => {
      const form = new RegExp(`^${url.split('/').map(segment).join('/')}$`);
      table.routes.push({ path: url, form, methods: [method].flat() });
    });
    return table;
  }

  /** The methods that an address takes; empty where there is none. */
  methodsOf(path: string): readonly string[] {
    const methods = this.routes.filter(({ form }) => form.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  }

  /** All routes, as method and path pattern. */
  all(): readonly { readonly method: string; readonly path: string }[] {
    return this.routes.flatMap(({ path, methods }) => methods.map((method) => ({ method, path })));
  }
}

function segment(text: string): string {
  return text.startsWith(':') ? '[^/]+' : text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
