import { buildApp, type BuiltApp } from './build-app';
import { noSurroundings } from './no-surroundings';
import { describeApi } from './openapi';

describe('The description of the API', () => {
  let built: BuiltApp;
  beforeAll(async () => {
    built = await buildApp('all', noSurroundings, () => undefined);
  });
  afterAll(() => built.app.close());

  it('x', () => {
    const doc = describeApi(built.app);
    require('fs').writeFileSync('/tmp/openapi.json', JSON.stringify(doc, null, 1));
    console.log(built.routes.all());
  });
});
