import { Body, Controller, Module, Post } from '@nestjs/common';
import { IsString } from 'class-validator';
import { Public } from '../access/needs';

class ProbeDto {
  @IsString()
  readonly known!: string;
}

/** What the self-test at the start looks at and calls: routes of a server that never listens, declared as all others are. */
@Controller('probe')
export class ValidationProbe {
  @Post()
  @Public()
  probe(@Body() body: ProbeDto): { readonly known: string } {
    return { known: body.known };
  }

  @Post('closed')
  closed(): string {
    return 'open';
  }
}

@Module({ controllers: [ValidationProbe] })
export class ProbeModule {}
