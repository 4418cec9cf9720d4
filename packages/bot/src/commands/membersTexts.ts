import { texts } from '../localisation/index.js';

export const membersTexts = texts({
	name: { en: 'members', ko: '멤버' },
	description: {
		en: 'How many members this server has, and whether I know all of them',
		ko: '서버의 멤버 수와 목록의 완전성을 보여 줍니다',
	},
	complete: {
		en: {
			one: 'This server has **{count}** member. The list is complete.',
			other: 'This server has **{count}** members. The list is complete.',
		},
		ko: '이 서버의 멤버는 **{count}명**입니다. 목록이 완전합니다.',
	},
	incomplete: {
		en: 'I know **{known}** of about {expected} members ({percent} %). The list is not complete: {reason}',
		ko: '약 {expected}명 중 **{known}명**을 알고 있습니다({percent}%). 목록이 완전하지 않습니다: {reason}',
	},
});
