import { texts } from '../../localisation/index.js';

export const reportTexts = texts({
	title: { en: 'Activity report', ko: '활동 보고서' },
	head: { en: '{role} · {first} to {last} ({timeZone})', ko: '{role} · {first} ~ {last} ({timeZone})' },
	partial: {
		en: '⚠️ **Partial list: {percent} % of the members are known.** Members of the role may be missing below, and are not judged. Counts and totals are lower bounds. {reason}',
		ko: '⚠️ **불완전한 목록: 멤버의 {percent}%만 확인되었습니다.** 아래에 없는 역할 보유자가 있을 수 있으며, 그들에 대해서는 판단하지 않습니다. 인원과 합계는 최솟값입니다. {reason}',
	},
	unproven: {
		en: '⚠️ This list comes from guild.members.fetch(): its size is right, but nothing proves that it contains every member.',
		ko: '⚠️ guild.members.fetch()로 받은 목록입니다. 인원은 맞지만 모든 멤버가 들어 있는지는 증명되지 않았습니다.',
	},
	observed: {
		en: 'Observed {percent} % of the period; required hours are reduced accordingly.',
		ko: '기간의 {percent}%가 관찰되었습니다. 필요 시간은 그만큼 줄여 계산했습니다.',
	},
	observedOnly: { en: 'Observed {percent} % of the period.', ko: '기간의 {percent}%가 관찰되었습니다.' },
	unobserved: {
		en: 'Observed {percent} % of the period; a judgement needs {least} %, so nobody is called active or inactive.',
		ko: '기간의 {percent}%만 관찰되었습니다. 판정에는 {least}%가 필요하므로 활동·비활동을 판정하지 않습니다.',
	},
	early: {
		en: '{percent} % of the period is over; a judgement needs {least} %, so nobody is called active or inactive.',
		ko: '기간의 {percent}%만 지났습니다. 판정에는 {least}%가 필요하므로 활동·비활동을 판정하지 않습니다.',
	},
	unrequired: {
		en: 'This role has no required hours, so nobody is called active or inactive.',
		ko: '이 역할에는 필요 시간이 없어 활동·비활동을 판정하지 않습니다.',
	},
	holders: { en: 'Holders', ko: '보유자' },
	bots: { en: '{count} ({bots} bots)', ko: '{count}명 (봇 {bots})' },
	required: { en: 'Required', ko: '필요 시간' },
	notRequired: { en: 'none', ko: '없음' },
	total: { en: 'Total', ko: '합계' },
	average: { en: 'Average', ko: '평균' },
	atLeast: { en: 'at least {value}', ko: '최소 {value}' },
	hours: { en: '{hours} h', ko: '{hours}시간' },
	row: { en: '{sign} {name} · {active} of {required}', ko: '{sign} {name} · {active} / {required}' },
	optedOut: { en: '{sign} {name} · opted out', ko: '{sign} {name} · 기록 거부' },
	unjudgedRow: {
		en: { one: '{sign} {name} · {active}, {count} message', other: '{sign} {name} · {active}, {count} messages' },
		ko: '{sign} {name} · {active}, 메시지 {count}개',
	},
	littleRow: { en: '{sign} {name} · {active}, too little observed', ko: '{sign} {name} · {active}, 관찰 부족' },
	unknownRow: { en: '{sign} {name} · not observed', ko: '{sign} {name} · 관찰되지 않음' },
	nobody: { en: 'Nobody has this role.', ko: '이 역할을 가진 멤버가 없습니다.' },
	nobodyKnown: { en: 'No member with this role is known.', ko: '확인된 역할 보유자가 없습니다.' },
	cache: { en: 'List: from memory', ko: '목록: 메모리' },
	full: { en: 'List: fetched in full', ko: '목록: 전체 조회' },
	partialSource: { en: 'List: partial, {percent} %, {age} s old', ko: '목록: 부분({percent}%, {age}초 전)' },
	direct: { en: 'List: guild.members.fetch(), not proven complete', ko: '목록: guild.members.fetch(), 완전성 미증명' },
	kept: { en: 'kept for {age} s', ko: '{age}초 전 결과' },
	requests: { en: { one: '{count} request', other: '{count} requests' }, ko: '요청 {count}회' },
	milliseconds: { en: '{ms} ms', ko: '{ms}ms' },
	page: { en: '{page} of {pages}', ko: '{page} / {pages}' },
	expired: {
		en: 'I no longer have this report. Run /report again to turn its pages.',
		ko: '이 보고서는 더 이상 보관되어 있지 않습니다. /보고서를 다시 실행해 주세요.',
	},
	progress: { en: 'Fetching members {bar} {percent} %', ko: '멤버를 불러오는 중 {bar} {percent}%' },
});
