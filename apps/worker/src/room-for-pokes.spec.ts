import { roomForPokes } from './room-for-pokes';

describe('overdue enrollments are poked', () => {
  const answers = (length: number) => () => Promise.resolve(length);
  const fails = () => Promise.reject(new Error('Temporal is away'));

  test.each([
    ['all of them while nothing stands in the queue', true, answers(0), 200],
    ['all of them while no more than these stand there', true, answers(200), 200],
    ['one alone while more stand there: the others are among these', true, answers(201), 1],
    ['one alone while the last poke has not reached Temporal', false, answers(0), 1],
    ['one alone while Temporal does not tell how many stand there', true, fails, 1],
  ])('%s', async (_, reachable, queueLength, room) => {
    expect(await roomForPokes(200, { reachable }, queueLength)).toBe(room);
  });
});
