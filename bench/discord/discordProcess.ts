import { DiscordEmulator } from 'rollcall-emulator';
import { serve } from '../processes/serve.js';
import type { DiscordCommands } from './DiscordCommands.js';
import { handleDiscord } from './handleDiscord.js';

// Discord is elsewhere, so the emulator runs in a process of its own; this is what runs there.

serve<DiscordCommands>(handleDiscord((options) => new DiscordEmulator(options)).handlers);
