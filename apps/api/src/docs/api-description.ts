import { Injectable } from '@nestjs/common';

/** The OpenAPI document of this server, made when it is asked for first: half a second that no start has to wait for. */
@Injectable()
export class ApiDescription {
  private text: string | null = null;
  private describe: (() => object) | null = null;

  /** Takes what makes the document. Called once, at the start. */
  by(describe: () => object): void {
    this.describe = describe;
  }

  /** The document as JSON. */
  json(): string {
    if (this.describe === null) throw new Error('nobody has said how the API is described');
    return (this.text ??= JSON.stringify(this.describe()));
  }
}
