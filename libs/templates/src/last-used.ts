/** Keeps what was made of texts, found by them: that of the texts used last, up to so many characters of them. */
export class LastUsed<Made> {
  private readonly kept = new Map<string, Made>();
  private characters = 0;

  constructor(private readonly capacity: number) {}

  /** What was made of this text; made now if it is not kept. What throws is not kept. */
  take(text: string, make: () => Made): Made {
    const known = this.kept.get(text);
    if (known !== undefined) {
      this.kept.delete(text);
      this.kept.set(text, known);
      return known;
    }
    const made = make();
    this.kept.set(text, made);
    this.characters += text.length;
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.capacity || oldest === text) break;
      this.forget(oldest);
    }
    return made;
  }

  has(text: string): boolean {
    return this.kept.has(text);
  }

  forget(text: string): void {
    if (this.kept.delete(text)) this.characters -= text.length;
  }
}
