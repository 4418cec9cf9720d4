import { texts } from '../localisation/index.js';

export const jamsuTexts = texts({
	name: { en: 'jamsu', ko: '잠수' },
	description: { en: 'Manage members that are away (AFK)', ko: '잠수 중인 멤버를 관리합니다' },
	set: { en: 'set', ko: '설정' },
	setDescription: {
		en: 'Set yourself or another member as away until a day',
		ko: '자신 또는 다른 멤버를 잠수로 설정합니다',
	},
	clear: { en: 'clear', ko: '해제' },
	clearDescription: { en: 'End an absence now', ko: '잠수를 지금 해제합니다' },
	list: { en: 'list', ko: '목록' },
	listDescription: { en: 'Show the members that are away', ko: '잠수 중인 멤버를 보여 줍니다' },
	until: { en: 'until', ko: '종료일' },
	untilDescription: {
		en: 'The last day: YYMMDD or YYYY-MM-DD, in the time zone of the server',
		ko: '마지막 날: YYMMDD 또는 YYYY-MM-DD (서버 시간대 기준)',
	},
	user: { en: 'user', ko: '멤버' },
	userDescription: { en: 'The member; you, if you leave it out', ko: '대상 멤버 (생략하면 자신)' },
	reason: { en: 'reason', ko: '사유' },
	reasonDescription: { en: 'The reason; administrators can see it', ko: '사유 (관리자가 볼 수 있습니다)' },

	wrongDate: {
		en: '{value} is not a date that I can read. Write it as YYMMDD or YYYY-MM-DD, such as {example}.',
		ko: '{value}: 읽을 수 없는 날짜입니다. {example}처럼 YYMMDD 또는 YYYY-MM-DD로 입력해 주세요.',
	},
	pastDate: {
		en: '{day} is already over. Today is {today} ({zone}). Enter today or a later day.',
		ko: '{day}은(는) 이미 지난 날짜입니다. 오늘은 {today}({zone})입니다. 오늘이나 이후 날짜를 입력해 주세요.',
	},
	farDate: {
		en: '{day} is more than a year away. The last day possible is {last}.',
		ko: '{day}은(는) 1년이 넘게 남았습니다. {last}까지 가능합니다.',
	},
	onlyYourself: {
		en: 'Without the permission Manage Roles you can only set and clear yourself.',
		ko: '역할 관리 권한이 없으면 자신만 설정하고 해제할 수 있습니다.',
	},
	noMember: { en: '{user} is not a member of this server.', ko: '{user} 님은 이 서버의 멤버가 아닙니다.' },
	unreachable: {
		en: 'Discord does not answer right now, so I cannot check whether {user} is a member. Please try again in a minute.',
		ko: '지금 Discord가 응답하지 않아 {user} 님이 멤버인지 확인할 수 없습니다. 잠시 후 다시 시도해 주세요.',
	},
	isSet: {
		en: '{user} is away until {day}, that day included, and is excused in reports.',
		ko: '{user} 님이 {day}까지(당일 포함) 잠수로 설정되었습니다. 보고서에서 제외됩니다.',
	},
	isReplaced: { en: 'The previous end was {day}.', ko: '이전 종료일은 {day}였습니다.' },
	isBecause: { en: 'Reason: {reason}', ko: '사유: {reason}' },
	isCleared: {
		en: '{user} is back. Reports excuse the time until now.',
		ko: '{user} 님의 잠수가 해제되었습니다. 지금까지의 기간은 보고서에서 제외됩니다.',
	},
	notAway: { en: '{user} is not away.', ko: '{user} 님은 잠수 중이 아닙니다.' },

	given: { en: 'The role {role} was given.', ko: '{role} 역할을 부여했습니다.' },
	unset: {
		en: 'There is no AFK role: an administrator can choose one with `/settings`.',
		ko: '잠수 역할이 없습니다. 관리자가 `/settings`로 정할 수 있습니다.',
	},
	noRole: {
		en: 'The absence holds, but the AFK role no longer exists: choose another with `/settings`.',
		ko: '잠수는 유효하지만 잠수 역할이 더 이상 없습니다. `/settings`로 다른 역할을 정해 주세요.',
	},
	forbidden: {
		en: 'The absence holds, but I may not change the AFK role: I need Manage Roles, and a role of mine above it.',
		ko: '잠수는 유효하지만 잠수 역할을 변경할 수 없습니다. 봇에게 역할 관리 권한과 그보다 높은 역할이 필요합니다.',
	},
	failed: {
		en: 'The absence holds, but Discord did not let me change the AFK role right now.',
		ko: '잠수는 유효하지만 지금은 Discord에서 잠수 역할을 변경할 수 없었습니다.',
	},
	notTaken: {
		en: 'The AFK role could not be taken right now; I try again every ten minutes. I need Manage Roles for it, and a role of mine above it.',
		ko: '지금은 잠수 역할을 회수하지 못했습니다. 10분마다 다시 시도합니다. 봇에게 역할 관리 권한과 그보다 높은 역할이 필요합니다.',
	},

	listTitle: { en: 'Away: {total}', ko: '잠수 중: {total}명' },
	nobody: { en: 'Nobody is away.', ko: '잠수 중인 멤버가 없습니다.' },
	line: { en: '{user} until {day}', ko: '{user} {day}까지' },
	setBy: { en: 'set by {user}', ko: '설정: {user}' },
	itsReason: { en: '{reason}', ko: '{reason}' },
	page: { en: 'Page {page} of {pages}', ko: '{pages}쪽 중 {page}쪽' },
});
