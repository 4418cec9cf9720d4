import { MemberFetchService } from 'rollcall';

/** The one service of this process: every part of the bot that needs members imports it. */
export const members = new MemberFetchService();
