import { Module } from '@nestjs/common';
import { ProfileRecordsController } from './profile-records.controller';
import { ProfilesController } from './profiles.controller';

@Module({ controllers: [ProfilesController, ProfileRecordsController] })
export class ProfilesModule {}
