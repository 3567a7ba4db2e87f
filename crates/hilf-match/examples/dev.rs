use hilf_entity::{Entity, Schema};
use hilf_match::*;
use std::collections::*;
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let thr: f32 = args.get(1).map(|s| s.parse().unwrap()).unwrap_or(0.7);
    let show = args.get(2).cloned().unwrap_or_default();
    let text = std::fs::read_to_string("/work/brief/dev/dev_names.tsv").unwrap();
    let mut ents: Vec<(u32, Entity)> = vec![];
    let mut ids: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let k = *ids.entry(f[0].into()).or_insert_with(|| {
            let n = ents.len();
            ents.push((n as u32, Entity::new(f[0], Schema::named(f[1]).unwrap())));
            n
        });
        ents[k].1.add(["name", "alias", "previousName", "weakAlias"][f[2].parse::<usize>().unwrap()], f[3]);
    }
    let t = std::time::Instant::now();
    let mut b = IndexBuilder::new();
    b.add(&ents);
    let bytes = b.finish();
    eprintln!("build {:?} bytes {} names/entities", t.elapsed(), bytes.len());
    let index = Index::open(Arc::new(bytes)).unwrap();
    eprintln!("entities {} names {} terms {}", index.entities(), index.names(), index.terms());
    let mut search = Search::new(&index);
    let mut rdr = csv::Reader::from_path("/work/brief/dev/dev.csv").unwrap();
    let mut stats: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let mut times = vec![];
    let mut shown: HashMap<String, usize> = HashMap::new();
    for r in rdr.records() {
        let r = r.unwrap();
        let (q, schema, exp, kind, group) = (&r[0], &r[1], &r[4], &r[5], &r[6]);
        let want = Schema::named(schema).unwrap();
        let t = std::time::Instant::now();
        let name = hilf_name::parse(q);
        let hits = search.names(&index, &name, if show.is_empty() { thr } else { 0.3 });
        times.push(t.elapsed().as_nanos() as u64);
        let mut best: HashMap<u32, (f32, u16)> = HashMap::new();
        for h in &hits {
            let (o, s) = index.entity(h.entity).unwrap();
            if !(s.is_a(want) || want.is_a(s) || (want.name() == "Organization" && !s.is_a(Schema::named("Person").unwrap()))) { continue; }
            let mut sc = h.alignment.score;
            if h.exact { sc = sc.max(thr) }
            if h.kind == NameKind::Weak && group != "weak" && !kind.contains("low") { sc = sc.min(thr - 0.01) }
            let e = best.entry(o).or_insert((0.0, 0));
            if sc > e.0 { *e = (sc, h.ordinal) }
        }
        let neg = exp.is_empty();
        let ok = if neg { best.values().any(|v| v.0 >= thr) } else { exp.split('|').any(|x| ids.get(x).and_then(|k| best.get(&(*k as u32))).is_some_and(|v| v.0 >= thr)) };
        let e = stats.entry((group.into(), kind.into())).or_default();
        e.1 += 1; if ok { e.0 += 1 }
        let bad = if neg { ok } else { !ok };
        if bad && !show.is_empty() && (kind.contains(&show) || group.contains(&show)) {
            let c = shown.entry(kind.into()).or_default(); *c += 1;
            if *c <= 12 {
                let mut top: Vec<_> = best.iter().collect();
                top.sort_by(|a, b| b.1.0.total_cmp(&a.1.0));
                let t: Vec<String> = top.iter().take(1).map(|(o, v)| format!("{:.3} {} {:?}", v.0, ents[**o as usize].1.id(), names_of(&ents[**o as usize].1)[v.1 as usize].0)).collect();
                let ex: Vec<String> = exp.split('|').filter_map(|x| ids.get(x)).map(|k| format!("{:.3} {}", best.get(&(*k as u32)).map_or(0.0, |v| v.0), ents[*k].1.caption())).collect();
                println!("[{kind}] {q:?} base={:?} expected {ex:?} top {t:?}", &r[8]);
            }
        }
    }
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ((g, k), (a, n)) in &stats {
        println!("{g:18} {k:34} {a:5}/{n:5} {:.4}", *a as f64 / *n as f64);
        let near = if g == "negative" { if k.starts_with("neg_same") || k.starts_with("neg_recomb") { "negative near" } else { "negative far" } } else if k == "typo_two" { "typo two" } else { g };
        let e = groups.entry(near.to_string()).or_default(); e.0 += a; e.1 += n;
    }
    println!("----");
    for (g, (a, n)) in groups { println!("{g:18} {a:5}/{n:5} {:.4}", a as f64 / n as f64); }
    times.sort();
    println!("mean {:.1}us p50 {} p99 {}", times.iter().sum::<u64>() as f64 / times.len() as f64 / 1000., times[times.len() / 2], times[times.len() * 99 / 100]);
}
