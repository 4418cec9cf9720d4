/** What the emulator uses of yaml. The build puts the code into this file. */

export { parse, stringify } from 'yaml';
