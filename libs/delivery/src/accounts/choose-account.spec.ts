import { chooseAccount } from './choose-account';

const account = (name: string, senders: readonly string[], isDefault = false) => ({
  name,
  senders,
  isDefault,
});
const news = account('news', ['news.shop.example', 'ana@shop.example']);
const shop = account('shop', ['shop.example', 'bob@news.shop.example']);
const rest = account('rest', [], true);

describe('the account of a sender', () => {
  test.each<[string, string | null, readonly (typeof rest)[], string | undefined]>([
    ['names its address', 'ana@shop.example', [shop, news, rest], 'news'],
    ['names its address, in whatever case', 'Ana@Shop.example', [shop, news, rest], 'news'],
    ['names its domain', 'eva@news.shop.example', [shop, news, rest], 'news'],
    ['names its address rather than its domain', 'bob@news.shop.example', [news, shop, rest], 'shop'],
    ['is the default where none names it', 'eva@other.example', [news, shop, rest], 'rest'],
    ['is not one of a domain above', 'eva@a.shop.example', [shop, news], undefined],
    ['is the default where there is no sender', null, [news, rest], 'rest'],
    ['is none where there are none', 'ana@shop.example', [], undefined],
  ])('%s: %s', (_, sender, accounts, name) => {
    expect(chooseAccount(accounts, sender)?.name).toBe(name);
  });
});
