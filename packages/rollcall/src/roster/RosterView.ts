export type { MemberView as RosterView } from './MemberTable.js';
