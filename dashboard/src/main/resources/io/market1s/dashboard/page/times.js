/** Times as the viewer wants them: in his own zone or in UTC. */
export class Times {
  #utc = localStorage.getItem('zone') === 'UTC';
  #clock;
  #full;
  #minute;

  constructor() {
    this.#make();
  }

  get utc() {
    return this.#utc;
  }

  /** The zone's short name. */
  get zone() {
    const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short', timeZone: this.#timeZone }).formatToParts();
    return parts.find(part => part.type === 'timeZoneName').value;
  }

  toggle() {
    this.#utc = !this.#utc;
    localStorage.setItem('zone', this.#utc ? 'UTC' : 'local');
    this.#make();
  }

  /** 22:25:01 */
  clock(millis) {
    return this.#clock.format(millis);
  }

  /** 22:25 */
  minute(millis) {
    return this.#minute.format(millis);
  }

  /** With the date and the zone. */
  full(millis) {
    return this.#full.format(millis);
  }

  get #timeZone() {
    return this.#utc ? 'UTC' : undefined;
  }

  #make() {
    const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: this.#timeZone };
    this.#minute = new Intl.DateTimeFormat('en-GB', hours);
    this.#clock = new Intl.DateTimeFormat('en-GB', { ...hours, second: '2-digit' });
    this.#full = new Intl.DateTimeFormat('en-GB', {
      ...hours, second: '2-digit', year: 'numeric', month: 'short', day: '2-digit', timeZoneName: 'short',
    });
  }
}

/** A span of time in words, from seconds. */
export function span(seconds) {
  if (seconds < 9.95) {
    return `${Math.max(0, seconds).toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 7200) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
}

/** How bad a lag is. */
export function lagState(seconds) {
  return seconds < 2 ? 'good' : seconds < 10 ? 'warning' : 'bad';
}
