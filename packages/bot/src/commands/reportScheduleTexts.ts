import { texts } from '../localisation/index.js';

export const reportScheduleTexts = texts({
	name: { en: 'report-schedule', ko: '보고서예약' },
	description: { en: 'Sends reports regularly', ko: '보고서를 정기적으로 보냅니다' },
	add: { en: 'add', ko: '추가' },
	addDescription: { en: 'Sends the report of a role every week or month', ko: '역할 보고서를 매주 또는 매월 보냅니다' },
	list: { en: 'list', ko: '목록' },
	listDescription: { en: 'Lists scheduled reports and when they are sent next', ko: '예약된 보고서와 다음 전송 시각' },
	remove: { en: 'remove', ko: '삭제' },
	removeDescription: { en: 'Stops sending a report', ko: '보고서 예약을 삭제합니다' },
	role: { en: 'role', ko: '역할' },
	roleDescription: { en: 'The role to report on', ko: '보고할 역할' },
	interval: { en: 'interval', ko: '주기' },
	intervalDescription: { en: 'How often', ko: '보내는 주기' },
	added: {
		en: 'The {interval} report for {role} goes to {channel}, next {when}.',
		ko: '{role} 역할 보고서({interval})를 {channel} 채널에 보냅니다. 다음 전송: {when}',
	},
	alreadyThere: { en: 'This report is already scheduled.', ko: '이미 예약된 보고서입니다.' },
	tooMany: {
		en: 'This server already has {count} schedules, which is the maximum. Remove one first.',
		ko: '예약은 최대 {count}개입니다. 먼저 하나를 삭제해 주세요.',
	},
	noChannel: {
		en: 'There is no report channel yet: set one with /settings first.',
		ko: '보고서 채널이 없습니다. 먼저 /설정에서 지정해 주세요.',
	},
	line: { en: '{role}: {interval}, next {when}', ko: '{role}: {interval}, 다음 {when}' },
	unsure: {
		en: '⚠️ The report of {first} to {last} may not have arrived. If it is missing, make it with /report.',
		ko: '⚠️ {first} ~ {last} 보고서가 도착하지 않았을 수 있습니다. 없으면 /보고서로 만들어 주세요.',
	},
	none: { en: 'No report is scheduled.', ko: '예약된 보고서가 없습니다.' },
	removed: {
		en: 'The {interval} report for {role} is no longer sent.',
		ko: '{role} 역할 보고서({interval}) 예약을 삭제했습니다.',
	},
	notThere: { en: 'There is no such schedule.', ko: '해당 예약이 없습니다.' },
});
