import { SlashCommandBuilder } from 'discord.js';
import type { GuildCommandInteraction } from '../interfaces/Command.js';
import { named, texts } from '../localisation/index.js';

export const optionTexts = texts({
	name: { en: 'report', ko: '보고서' },
	description: {
		en: 'How active the holders of a role were in a period',
		ko: '역할 보유자의 기간별 활동을 보고합니다',
	},
	role: { en: 'role', ko: '역할' },
	roleDescription: { en: 'The role to report on', ko: '보고할 역할' },
	start: { en: 'start_date', ko: '시작일' },
	startDescription: { en: 'The first day: YYMMDD or YYYY-MM-DD', ko: '첫날: YYMMDD 또는 YYYY-MM-DD' },
	end: { en: 'end_date', ko: '종료일' },
	endDescription: { en: 'The last day: YYMMDD or YYYY-MM-DD', ko: '마지막 날: YYMMDD 또는 YYYY-MM-DD' },
	test: { en: 'test_mode', ko: '테스트' },
	testDescription: {
		en: 'Shows it to you alone and records nothing',
		ko: '나에게만 보이고 아무것도 기록하지 않습니다',
	},
});

export const reportData = named(new SlashCommandBuilder(), optionTexts.name, optionTexts.description)
	.addRoleOption((option) => named(option, optionTexts.role, optionTexts.roleDescription).setRequired(true))
	.addStringOption((option) =>
		named(option, optionTexts.start, optionTexts.startDescription).setRequired(true).setMaxLength(20),
	)
	.addStringOption((option) =>
		named(option, optionTexts.end, optionTexts.endDescription).setRequired(true).setMaxLength(20),
	)
	.addBooleanOption((option) => named(option, optionTexts.test, optionTexts.testDescription))
	.toJSON();

/** The typed text. */
export function readReportOptions({ options }: GuildCommandInteraction) {
	const role = options.getRole('role', true);
	return {
		roleId: role.id,
		roleName: role.name,
		start: options.getString('start_date', true),
		end: options.getString('end_date', true),
		isTest: options.getBoolean('test_mode') ?? false,
	};
}
