import { texts } from '../localisation/index.js';

export const membersTexts = texts({
	name: { en: 'members', ko: '멤버' },
	description: { en: 'The members of this server in figures', ko: '서버의 멤버 현황을 보여 줍니다' },
	count: { en: 'count', ko: '인원' },
	countDescription: {
		en: 'How many members this server has, and whether the list is complete',
		ko: '서버의 멤버 수와 목록의 완전성을 보여 줍니다',
	},
	growth: { en: 'growth', ko: '증감' },
	growthDescription: { en: 'How many joined and left over time', ko: '기간별 가입과 탈퇴 수를 보여 줍니다' },
	by: { en: 'by', ko: '단위' },
	byDescription: { en: 'What one line covers; a day, if you leave it out', ko: '한 줄의 단위 (생략하면 일)' },
	day: { en: 'day', ko: '일' },
	week: { en: 'week', ko: '주' },
	month: { en: 'month', ko: '월' },
	roles: { en: 'roles', ko: '역할' },
	rolesDescription: { en: 'The roles by number of members', ko: '역할별 멤버 수를 많은 순서로 보여 줍니다' },
	export: { en: 'export', ko: '내보내기' },
	exportDescription: {
		en: 'The whole list as CSV, for you only; administrators only',
		ko: '전체 목록을 CSV로 자신에게만 보냅니다 (관리자 전용)',
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

	growthTitle: { en: 'Growth', ko: '멤버 증감' },
	growthHead: { en: 'from         still here    joined      left', ko: 'from         still here    joined      left' },
	growthLegend: {
		en: '**still here**: current members that joined then. **joined**, **left**: counted since {since}, while I was running; – before that.',
		ko: '**still here**: 그 기간에 가입해 지금도 있는 멤버. **joined**(가입), **left**(탈퇴): {since}부터 봇이 실행되는 동안 센 수이며, 그 전은 –입니다.',
	},
	rolesTitle: { en: 'Roles by size', ko: '역할별 멤버 수' },
	rolesNone: { en: 'This server has no roles.', ko: '역할이 없습니다.' },
	rolesLine: { en: '{role}: {holders}', ko: '{role}: {holders}명' },
	rolesByDiscord: { en: 'as Discord counted', ko: 'Discord 집계' },
	rolesByRoster: { en: 'from the complete list', ko: '전체 목록 기준' },
	rolesUnknown: {
		en: 'The sizes of the roles are not known right now: {reason}',
		ko: '지금은 역할별 인원을 알 수 없습니다: {reason}',
	},
	page: { en: 'Page {page} of {pages}, {source}', ko: '{pages}쪽 중 {page}쪽, {source}' },

	exported: {
		en: 'The list of members as CSV: {rows} rows, as of {at}. It contains personal data: keep it only as long as you need it.',
		ko: '멤버 목록 CSV: {rows}행, {at} 기준. 개인정보가 있으니 필요한 동안만 보관해 주세요.',
	},
	exportPacked: {
		en: 'It is too large for Discord, so it is compressed (gzip).',
		ko: 'Discord에 올리기에는 커서 gzip으로 압축했습니다.',
	},
	exportPart: { en: 'Part {part} of {parts}.', ko: '{parts}개 중 {part}번째 파일입니다.' },
	exportIncomplete: {
		en: '**This list is not complete**: {known} of about {expected} members. {reason}',
		ko: '**이 목록은 완전하지 않습니다**: 약 {expected}명 중 {known}명. {reason}',
	},
	exportNothing: {
		en: 'The members could not be fetched right now: {reason}',
		ko: '지금은 멤버 목록을 가져올 수 없습니다: {reason}',
	},
});
