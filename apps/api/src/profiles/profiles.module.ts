import { Module } from '@nestjs/common';
import { ErasuresController } from './erasures.controller';
import { ProfileRecordsController } from './profile-records.controller';
import { ProfilesController } from './profiles.controller';

@Module({ controllers: [ProfilesController, ProfileRecordsController, ErasuresController] })
export class ProfilesModule {}
