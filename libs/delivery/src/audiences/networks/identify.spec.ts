import { plainEmail, withoutDots, worldwidePhone } from './identify';

describe('An e-mail address, as networks compare it', () => {
  it.each([
    [' Ana@Example.COM ', 'ana@example.com', 'ana@example.com'],
    ['user.name+NYC@Example.com', 'user.name+nyc@example.com', 'user.name+nyc@example.com'],
    ['A.n.a+Shop@Gmail.com', 'a.n.a+shop@gmail.com', 'ana@gmail.com'],
    ['ana.b@googlemail.com', 'ana.b@googlemail.com', 'anab@googlemail.com'],
    ['ana', null, null],
    ['', null, null],
    [null, null, null],
  ])('%j is %j, for Google %j', (text, plain, google) => {
    const address = plainEmail(text);
    expect([address, address === null ? null : withoutDots(address)]).toEqual([plain, google]);
  });
});

describe('A phone number, as networks compare it', () => {
  it.each([
    ['+55 (11) 91234-5678', '+5511912345678'],
    ['0055 11 91234 5678', '+5511912345678'],
    ['+1 800.555.0100', '+18005550100'],
    ['11 91234-5678', null],
    ['+0 11 91234-5678', null],
    ['+5511', null],
    ['call me', null],
    [null, null],
  ])('%j is %j', (text, plain) => expect(worldwidePhone(text)).toBe(plain));
});
