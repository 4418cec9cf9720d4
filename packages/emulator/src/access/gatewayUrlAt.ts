/**
 * Where the gateway is for whoever calls the emulator by this host: where they got through once, they get through again,
 * as from a container, by way of a forwarded port.
 */
export const gatewayUrlAt = (host: string): string => `ws://${host}/gateway`;
