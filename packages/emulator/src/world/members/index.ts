export * from './BaseMembers.js';
export * from './GuildMembers.js';
export type { MemberList as GuildSnapshot } from './MemberList.js';
export * from './mergeMember.js';
export * from './newMember.js';
