import type { WarmUpOptions } from '../../interfaces/WarmUp.js';
import { describeGuild, type Task } from './Task.js';

/** The guilds in the order that the bot gives. By default, the largest come first: what was asked for goes ahead later. */
export function inOrder(
	tasks: readonly Task[],
	wanted: ReadonlySet<string>,
	order: WarmUpOptions['order'] = (a, b) => (b.memberCount ?? 0) - (a.memberCount ?? 0),
): Task[] {
	const described = tasks.map((task) => ({ task, guild: describeGuild(task, wanted.has(task.asked.ref.id)) }));
	return described.sort((a, b) => order(a.guild, b.guild)).map(({ task }) => task);
}
