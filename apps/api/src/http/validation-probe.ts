import { Body, Controller, Post } from '@nestjs/common';
import { IsString } from 'class-validator';

class ProbeDto {
  @IsString()
  readonly known!: string;
}

/** What the self-test at the start looks at: a route that is never registered, declared as all others are. */
@Controller()
export class ValidationProbe {
  @Post()
  probe(@Body() body: ProbeDto): string {
    return body.known;
  }
}
