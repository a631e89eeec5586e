// What the suite uses of playwright-core. The package is installed only when this suite runs, so its own
// types are not there when the rest of the repository is checked; these are the few we need.

/** Which elements, in the words of a screen reader. */
export interface RoleWish {
  readonly name?: string | RegExp;
  readonly exact?: boolean;
  /** Of a heading. */
  readonly level?: number;
  readonly includeHidden?: boolean;
  readonly checked?: boolean;
  readonly expanded?: boolean;
  readonly selected?: boolean;
  readonly pressed?: boolean;
}

/** Text to look for. */
type Wanted = string | RegExp;

interface TextWish {
  readonly exact?: boolean;
}

/** How long to wait. */
interface Patience {
  readonly timeout?: number;
}

/** Something that elements can be looked for in. */
export interface Searchable {
  locator(selector: string, wish?: { readonly hasText?: Wanted }): Locator;
  getByRole(role: string, wish?: RoleWish): Locator;
  getByLabel(text: Wanted, wish?: TextWish): Locator;
  getByText(text: Wanted, wish?: TextWish): Locator;
}

/** Elements, found anew each time. */
export interface Locator extends Searchable {
  first(): Locator;
  last(): Locator;
  nth(place: number): Locator;
  all(): Promise<Locator[]>;
  count(): Promise<number>;
  filter(wish: { readonly hasText?: Wanted; readonly has?: Locator }): Locator;
  click(settings?: Patience & { readonly position?: Point }): Promise<void>;
  hover(): Promise<void>;
  focus(): Promise<void>;
  fill(text: string, settings?: Patience): Promise<void>;
  press(key: string): Promise<void>;
  check(): Promise<void>;
  selectOption(value: string): Promise<string[]>;
  setInputFiles(files: readonly string[]): Promise<void>;
  scrollIntoViewIfNeeded(): Promise<void>;
  isVisible(): Promise<boolean>;
  isEnabled(): Promise<boolean>;
  isChecked(): Promise<boolean>;
  inputValue(): Promise<string>;
  innerText(): Promise<string>;
  textContent(): Promise<string | null>;
  allInnerTexts(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  boundingBox(): Promise<(Point & { width: number; height: number }) | null>;
  waitFor(
    settings?: Patience & { readonly state?: "attached" | "detached" | "visible" | "hidden" },
  ): Promise<void>;
  evaluate<Element, Answer>(read: (element: Element) => Answer | Promise<Answer>): Promise<Answer>;
  evaluateAll<Element, Answer>(read: (elements: Element[]) => Answer): Promise<Answer>;
  screenshot(settings?: ScreenshotSettings): Promise<Buffer>;
}

/** A place on the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface ScreenshotSettings {
  readonly path?: string;
  readonly fullPage?: boolean;
  readonly animations?: "disabled";
}

/** A file that the page gave. */
export interface Download {
  suggestedFilename(): string;
  path(): Promise<string>;
}

/** A request of the page. */
export interface PageRequest {
  url(): string;
}

/** What the page wrote to its console. */
export interface ConsoleLine {
  type(): string;
  text(): string;
}

/** A request that a test answers itself. */
export interface Route {
  abort(): Promise<void>;
  continue(): Promise<void>;
  request(): PageRequest;
}

/** A socket of the page that goes through the test. */
export interface SocketRoute {
  connectToServer(): SocketRoute;
  close(settings?: { readonly code?: number; readonly reason?: string }): Promise<void>;
}

/** A tab. */
export interface Page extends Searchable {
  readonly keyboard: {
    press(key: string): Promise<void>;
    type(text: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number, settings?: { readonly steps?: number }): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
    dblclick(x: number, y: number): Promise<void>;
  };
  url(): string;
  title(): Promise<string>;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<void>;
  evaluate<Answer>(read: (() => Answer | Promise<Answer>) | string): Promise<Answer>;
  evaluate<Answer, Given>(
    read: (given: Given) => Answer | Promise<Answer>,
    given: Given,
  ): Promise<Answer>;
  waitForFunction(holds: () => unknown, given?: null, settings?: Patience): Promise<unknown>;
  waitForFunction<Given>(
    holds: (given: Given) => unknown,
    given: Given,
    settings?: Patience,
  ): Promise<unknown>;
  waitForEvent(event: "download", settings?: Patience): Promise<Download>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(media: {
    readonly colorScheme?: "light" | "dark";
    readonly reducedMotion?: "reduce" | "no-preference";
  }): Promise<void>;
  screenshot(settings?: ScreenshotSettings): Promise<Buffer>;
  setDefaultTimeout(timeoutMs: number): void;
  routeWebSocket(url: RegExp, handle: (route: SocketRoute) => void | Promise<void>): Promise<void>;
  on(event: "console", listener: (line: ConsoleLine) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  on(event: "request", listener: (request: PageRequest) => void): void;
  on(event: "dialog", listener: () => void): void;
}

/** How a tab is opened. */
export interface ContextSettings {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
  readonly acceptDownloads?: boolean;
  readonly permissions?: readonly string[];
  readonly offline?: boolean;
  readonly locale?: string;
  readonly timezoneId?: string;
}

/** A profile of its own: storage, cookies, settings. */
export interface BrowserContext {
  newPage(): Promise<Page>;
  addInitScript(script: string | { readonly path: string }): Promise<void>;
  route(url: string | RegExp, handle: (route: Route) => Promise<void>): Promise<void>;
  setOffline(isOffline: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A browser that runs. */
export interface Browser {
  newContext(settings?: ContextSettings): Promise<BrowserContext>;
  version(): string;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(settings: {
      readonly executablePath: string;
      readonly args: readonly string[];
    }): Promise<Browser>;
  };
}

// Not as a constant of the import: the compiler would look for the package.
const packageName = "playwright-core";

const isPlaywright = (module: unknown): module is Playwright =>
  typeof module === "object" && module !== null && "chromium" in module;

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser without a window. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  const module: unknown = await import(/* @vite-ignore */ packageName);
  if (!isPlaywright(module)) throw new Error(`${packageName} has no chromium`);
  return module.chromium.launch({ executablePath, args: flags });
}
