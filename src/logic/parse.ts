import { syntax } from "../base/texts.js";
import { type Circuit, FALSE, not, type Signal, TRUE } from "./circuit.js";

interface Operator {
  readonly spellings: string;
  /** The higher, the tighter it binds. */
  readonly precedence: number;
  readonly rightToLeft?: boolean;
  readonly apply: (circuit: Circuit, p: Signal, q: Signal) => Signal;
}

const BINARY: readonly Operator[] = [
  { spellings: "==", precedence: 6, apply: (circuit, p, q) => not(circuit.xor(p, q)) },
  { spellings: "!=", precedence: 6, apply: (circuit, p, q) => circuit.xor(p, q) },
  { spellings: "and ∧ & &&", precedence: 5, apply: (circuit, p, q) => circuit.and(p, q) },
  { spellings: "nand", precedence: 5, apply: (circuit, p, q) => not(circuit.and(p, q)) },
  { spellings: "xor ⊕ ^", precedence: 4, apply: (circuit, p, q) => circuit.xor(p, q) },
  { spellings: "xnor", precedence: 4, apply: (circuit, p, q) => not(circuit.xor(p, q)) },
  { spellings: "or ∨ | ||", precedence: 3, apply: (circuit, p, q) => circuit.or(p, q) },
  { spellings: "nor", precedence: 3, apply: (circuit, p, q) => not(circuit.or(p, q)) },
  {
    spellings: "-> → => ⇒ implies",
    precedence: 2,
    rightToLeft: true,
    apply: (circuit, p, q) => circuit.or(not(p), q),
  },
  { spellings: "<-> ↔ <=> ⇔ iff", precedence: 1, apply: (circuit, p, q) => not(circuit.xor(p, q)) },
];
/** Stands before its one operand, here q. */
const NOT: Operator = { spellings: "not ¬ ! ~", precedence: 7, apply: (_circuit, _p, q) => not(q) };

const OPERATORS = new Map(
  [...BINARY, NOT].flatMap((operator) =>
    operator.spellings.split(" ").map((spelling) => [spelling, operator]),
  ),
);
const CONSTANTS = new Map([
  ["true", TRUE],
  ["1", TRUE],
  ["false", FALSE],
  ["0", FALSE],
]);
const TOKEN = /<->|<=>|->|=>|==|!=|&&|\|\||[\p{L}\p{M}\p{N}_]+|\S/gu;
const NAME = /^[\p{L}_]/u;
const OPERAND = `a name, true, false, "not" or "("`;

interface Token {
  readonly text: string;
  readonly position: number;
  /** Undefined for names, constants and parentheses. */
  readonly operator: Operator | undefined;
}

/**
 * Builds a proposition into a circuit, by Dijkstra's shunting yard: two stacks and no recursion, so that no
 * depth of parentheses exhausts the stack.
 *
 * @returns the signal of the proposition
 * @throws {ValueError} SYNTAX, with a caret under the place
 */
export function parse(text: string, circuit: Circuit): Signal {
  const operands: Signal[] = [];
  const operators: Token[] = []; // and open parentheses

  /** Applies operators, back to a parenthesis or to one that binds less tightly. */
  const reduce = (precedence: number): void => {
    for (let top = operators.at(-1)?.operator; top !== undefined && top.precedence >= precedence; ) {
      operators.pop();
      const q = operands.pop() as Signal;
      const p = top === NOT ? q : (operands.pop() as Signal);
      operands.push(top.apply(circuit, p, q));
      top = operators.at(-1)?.operator;
    }
  };

  let expectsOperand = true;
  for (const token of tokens(text)) {
    const { text: word, position, operator } = token;
    const fail = (wanted: string) => syntax(text, position, `expected ${wanted}, found "${word}"`);
    if (expectsOperand) {
      if (operator === NOT || word === "(") {
        operators.push(token);
      } else {
        const operand = operator === undefined ? operandOf(word, circuit) : undefined;
        if (operand === undefined) throw fail(OPERAND);
        operands.push(operand);
        expectsOperand = false;
      }
    } else if (word === ")") {
      reduce(0);
      if (operators.pop() === undefined) throw syntax(text, position, `this ")" closes nothing`);
    } else {
      if (operator === undefined || operator === NOT) {
        throw fail(operators.some((token) => token.text === "(") ? `an operator or ")"` : "an operator");
      }
      reduce(operator.precedence + (operator.rightToLeft ? 1 : 0));
      operators.push(token);
      expectsOperand = true;
    }
  }
  if (expectsOperand) throw syntax(text, text.trimEnd().length, `expected ${OPERAND}, but the text ends`);
  reduce(0);
  const open = operators.pop();
  if (open !== undefined) throw syntax(text, open.position, `this "(" is never closed`);
  return operands.pop() as Signal;
}

function* tokens(text: string): Generator<Token> {
  for (const { 0: word, index: position } of text.matchAll(TOKEN)) {
    yield { text: word, position, operator: OPERATORS.get(word.toLowerCase()) };
  }
}

/** The signal of a name or constant; undefined for anything else. */
const operandOf = (word: string, circuit: Circuit): Signal | undefined =>
  CONSTANTS.get(word.toLowerCase()) ?? (NAME.test(word) ? circuit.input(word) : undefined);
