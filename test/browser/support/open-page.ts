// Opens the page as a viewer does, and writes down everything that a page should not do.
import { inject } from "vitest";
import {
  type Browser,
  type BrowserContext,
  type ConsoleLine,
  type ContextSettings,
  launchBrowser,
  type Page,
} from "./playwright.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Chromium that is driven. */
    readonly chromium: string;
  }
}

/** What was said and asked while a page was open. */
export interface Notes {
  /** Errors and warnings of the console, exceptions, violations of the policy, dialogs. */
  readonly troubles: string[];
  /** Addresses of everything that the page asked for. */
  readonly requests: string[];
}

/** A page and what it did. */
export interface OpenPage extends Notes, AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** How a page is opened. */
export interface PageSettings extends ContextSettings {
  /** Runs in the page before anything of it. */
  readonly initScript?: string;
}

// Violations are in the console too; here they come with what was blocked.
const violationScript = `
  addEventListener("securitypolicyviolation", (event) =>
    console.error("policy: " + event.violatedDirective + " blocked " + event.blockedURI));
`;

const patienceMs = 10_000;

// A draft that is refused is an answer to the page, but the browser calls it an error.
const refusal = /^Failed to load resource: .* status of 400 /;

// How often the tests look at a canvas is no trouble of the page.
const ownReading = /^Canvas2D: Multiple readback operations/;

const isTrouble = (line: ConsoleLine): boolean =>
  ["error", "warning"].includes(line.type()) &&
  !refusal.test(line.text()) &&
  !ownReading.test(line.text());

function watch(page: Page): Notes {
  const troubles: string[] = [];
  const requests: string[] = [];
  page.on("console", (line) => {
    if (isTrouble(line)) troubles.push(`${line.type()}: ${line.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  page.on("dialog", () => troubles.push("a dialog opened"));
  page.on("request", (request) => requests.push(request.url()));
  return { troubles, requests };
}

/** A browser for the tests of one file. */
export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts the browser that the setup has found. */
  static async start(): Promise<TestBrowser> {
    return new TestBrowser(await launchBrowser(inject("chromium")));
  }

  get version(): string {
    return this.#browser.version();
  }

  /** A tab with a profile of its own, at no address yet. */
  async blank({ initScript = "", ...settings }: PageSettings = {}): Promise<OpenPage> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...settings,
    });
    await context.addInitScript(violationScript + initScript);
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const close = () => context.close();
    return { page, context, ...watch(page), [Symbol.asyncDispose]: close };
  }

  /** A tab at an address. */
  async open(address: string, settings: PageSettings = {}): Promise<OpenPage> {
    const opened = await this.blank(settings);
    await opened.page.goto(address);
    return opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
