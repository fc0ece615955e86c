// Reads a project.xml from standard input with openDAW's own DAWproject reader and prints what it found as JSON.
// Its packages lie in the folder named on the command line (see README.md beside this).
import { createRequire, register } from "node:module"
import { pathToFileURL } from "node:url"
import { readFileSync } from "node:fs"

// its packages name their files without an ending, as a bundler takes them
register("data:text/javascript," + encodeURIComponent(`
export const resolve = async (name, context, next) => {
    for (const tried of [name, name + ".js", name + "/index.js"]) try { return await next(tried, context) } catch {}
    return next(name, context)
}`))

const require = createRequire(`${process.argv[2]}/package.json`)
const found = async name => import(pathToFileURL(require.resolve(name)))
const { JSDOM } = await found("jsdom")
const window = new JSDOM("").window
for (const name of ["DOMParser", "XMLSerializer", "Element", "Node", "document"]) globalThis[name] = window[name]

const { Xml } = await found("@opendaw/lib-xml")
const schema = await found("@opendaw/lib-dawproject")
const project = Xml.parse(readFileSync(0, "utf8"), schema.ProjectSchema)

const kind = one => one.constructor.name.replace("Schema", "")
const all = lists => lists.flatMap(one => one ?? [])
const track = one => ({
    name: one.name,
    kind: kind(one),
    contentType: one.contentType,
    volume: one.channel?.volume?.value,
    pan: one.channel?.pan?.value,
    mute: one.channel?.mute?.value,
    sends: all([one.channel?.sends]).length,
    devices: all([one.channel?.devices]).map(device => device.deviceName),
    tracks: all([one.tracks]).map(track)
})
const clips = lane => all([lane?.clips]).concat(all([lane?.lanes]).flatMap(clips))
const clip = one => ({
    name: one.name,
    time: one.time,
    duration: one.duration,
    notes: all([one.content]).filter(part => kind(part) === "Notes").flatMap(part => all([part.notes])).length,
    holds: all([one.content]).map(kind)
})
console.log(JSON.stringify({
    version: project.version,
    tempo: project.transport?.tempo?.value,
    meter: [project.transport?.timeSignature?.numerator, project.transport?.timeSignature?.denominator],
    tracks: all([project.structure]).map(track),
    clips: clips(project.arrangement?.lanes).map(clip),
    markers: all([project.arrangement?.markers?.marker ?? project.arrangement?.markers]).map(one => one.name)
}))
