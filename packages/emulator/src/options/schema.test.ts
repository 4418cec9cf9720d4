import { expectTypeOf, it } from 'vitest';
import type * as z from '../bundled/zod.js';
import type { BotOptions, GatewayOptions, GuildOptions, ResolvedOptions, RestOptions } from './EmulatorOptions.js';
import type { botSchema, gatewaySchema, guildSchema, optionsSchema, restSchema } from './schema.js';

it('allows what the declarations of the options say, and nothing else', () => {
	expectTypeOf<z.infer<typeof botSchema>>().toEqualTypeOf<BotOptions>();
	expectTypeOf<z.infer<typeof guildSchema>>().toEqualTypeOf<GuildOptions>();
	expectTypeOf<z.infer<typeof gatewaySchema>>().toEqualTypeOf<GatewayOptions>();
	expectTypeOf<z.infer<typeof restSchema>>().toExtend<RestOptions>();
	expectTypeOf<z.infer<typeof optionsSchema>>().toExtend<ResolvedOptions>();
	expectTypeOf<ResolvedOptions>().toExtend<z.infer<typeof optionsSchema>>();
});
