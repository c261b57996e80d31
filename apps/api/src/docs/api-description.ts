import { Injectable } from '@nestjs/common';

/** The OpenAPI document of this server, made once all routes are known. */
@Injectable()
export class ApiDescription {
  private text: string | null = null;

  /** Takes the document. Called once, at the start. */
  set(document: object): void {
    this.text = JSON.stringify(document);
  }

  /** The document as JSON. */
  json(): string {
    if (this.text === null) throw new Error('the API was not described at its start');
    return this.text;
  }
}
