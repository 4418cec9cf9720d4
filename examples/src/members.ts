import { MemberFetchService } from 'rollcall';

/** The one of this process: every part of the bot that needs members takes them from here. */
export const members = new MemberFetchService();
