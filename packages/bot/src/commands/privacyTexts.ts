import { texts } from '../localisation/index.js';

export const privacyTexts = texts({
	name: { en: 'privacy', ko: '개인정보' },
	description: { en: 'The data that I keep about you', ko: '봇이 보관하는 내 정보를 관리합니다' },
	show: { en: 'show', ko: '보기' },
	showDescription: { en: 'Shows the data that I keep about you', ko: '보관 중인 내 정보를 보여 줍니다' },
	export: { en: 'export', ko: '내보내기' },
	exportDescription: { en: 'Sends you all of it as a JSON file', ko: '보관 중인 내 정보를 JSON 파일로 받습니다' },
	erase: { en: 'erase', ko: '삭제' },
	eraseDescription: { en: 'Removes all of it', ko: '보관 중인 내 정보를 모두 삭제합니다' },
	optOut: { en: 'opt-out', ko: '수집거부' },
	optOutDescription: {
		en: 'Stops recording your activity for good, and removes what was recorded',
		ko: '내 활동 기록을 계속 중단하고 기존 기록을 삭제합니다',
	},
	optIn: { en: 'opt-in', ko: '수집동의' },
	optInDescription: { en: 'Records your activity again', ko: '내 활동을 다시 기록합니다' },
	nothing: { en: 'I keep nothing about you in this server.', ko: '이 서버에서 보관 중인 내 정보가 없습니다.' },
	room: {
		en: { one: '**{room}**: {count} entry', other: '**{room}**: {count} entries' },
		ko: '**{room}**: {count}개',
	},
	newest: {
		en: 'Only the last entries of each are shown. `/privacy export` has everything.',
		ko: '항목별로 마지막 일부만 표시합니다. 전체는 `/개인정보 내보내기`로 받을 수 있습니다.',
	},
	explained: {
		en: 'I record when you are in voice and when you write, never what you say or write.',
		ko: '음성 채널에 있던 시간과 메시지를 보낸 시각만 기록하며, 내용은 기록하지 않습니다.',
	},
	optedOut: {
		en: 'You have opted out: your activity is not recorded.',
		ko: '수집을 거부한 상태입니다. 활동이 기록되지 않습니다.',
	},
	exported: {
		en: 'This is everything that I keep about you in this server.',
		ko: '이 서버에서 보관 중인 내 정보 전체입니다.',
	},
	exportedAll: {
		en: 'This is everything that I keep about you, in all servers.',
		ko: '모든 서버에서 보관 중인 내 정보 전체입니다.',
	},
	exportPacked: {
		en: 'It is too large for Discord, so it is compressed (gzip).',
		ko: 'Discord에 올리기에는 커서 gzip으로 압축했습니다.',
	},
	exportPart: { en: 'Part {part} of {parts}.', ko: '{parts}개 중 {part}번째 파일입니다.' },
	unknown: {
		en: 'No server has data about you.',
		ko: '내 정보를 보관 중인 서버가 없습니다.',
	},
	server: {
		en: { one: '**{server}**: {count} entry', other: '**{server}**: {count} entries' },
		ko: '**{server}**: {count}개',
	},
	optedOutThere: { en: '(you have opted out there)', ko: '(수집 거부 상태)' },
	moreServers: {
		en: { one: '… and {count} more server', other: '… and {count} more servers' },
		ko: '… 외 서버 {count}개',
	},
	whole: {
		en: '`/privacy export` has everything. In a server, `/privacy` is about that server only.',
		ko: '전체는 `/개인정보 내보내기`로 받을 수 있습니다. 서버에서 사용하면 그 서버의 정보만 다룹니다.',
	},
	outInServers: {
		en: { one: 'This applies to {count} server.', other: 'This applies to {count} servers.' },
		ko: '서버 {count}개에 적용됩니다.',
	},
	askedServers: {
		en: { one: 'They are from {count} server.', other: 'They are from {count} servers.' },
		ko: '서버 {count}개의 정보입니다.',
	},
	nothingAnywhere: { en: 'I keep nothing about you in any server.', ko: '어느 서버에도 보관 중인 내 정보가 없습니다.' },
	going: {
		en: 'I no longer keep it, but the files of the database still hold it while another program reads them. I keep trying until it is gone, and tell you here if that takes less than 15 minutes.',
		ko: '더 이상 보관하지 않지만, 다른 프로그램이 데이터베이스를 읽는 동안은 파일에 흔적이 남아 있습니다. 완전히 지워질 때까지 시도하고, 15분 안에 끝나면 여기에 알려 드립니다.',
	},
	confirm: {
		en: {
			one: 'Remove {count} entry about you? This cannot be undone.',
			other: 'Remove {count} entries about you? This cannot be undone.',
		},
		ko: '내 정보 {count}개를 삭제할까요? 되돌릴 수 없습니다.',
	},
	yes: { en: 'Remove', ko: '삭제' },
	no: { en: 'Keep', ko: '취소' },
	erased: {
		en: { one: '{count} entry was removed.', other: '{count} entries were removed.' },
		ko: '{count}개를 삭제했습니다.',
	},
	kept: { en: 'Nothing was removed.', ko: '삭제하지 않았습니다.' },
	nowOut: {
		en: 'Your activity is no longer recorded, and what was recorded is removed. Reports can say nothing about you. `/privacy opt-in` undoes this; `/privacy erase` removes everything else that I keep.',
		ko: '이제 활동을 기록하지 않으며 기존 활동 기록은 삭제되었습니다. 보고서에서도 활동을 알 수 없습니다. `/개인정보 수집동의`로 되돌릴 수 있고, 그 밖의 정보는 `/개인정보 삭제`로 지울 수 있습니다.',
	},
	nowIn: { en: 'Your activity is recorded from now on.', ko: '지금부터 활동을 기록합니다.' },
});
