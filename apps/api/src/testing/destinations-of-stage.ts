/** Destinations of the audience `welcome` where refusals are provoked: one that is told, one that ends. */
export const destinationsOfStage = {
  shop: { kind: 'webhook', url: 'https://shop.example/list' },
  leaving: { kind: 'webhook', url: 'https://shop.example/leaving' },
} as const;
