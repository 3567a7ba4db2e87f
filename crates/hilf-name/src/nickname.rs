//! Short and pet forms of given names. A short form is read as the full name as well; a full name
//! is never read as a short form, and two full names never as each other.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Full name, then its short forms: English, German, Spanish, Italian and Russian usage.
const FORMS: &str = "
abraham abe
albert bert
aleksandr sasha sanya
aleksei alyosha lyosha
alexander alex sandy
alfred alf
alejandro ale
andrew andy drew
anthony tony
antonio toño tonio
arthur art
barack barry
benjamin ben benny bennie bibi
boris borya
carlos charly
catherine cathy kate katie
charles charlie chuck
christopher chris kit
daniel dan danny
david dave davey
deborah debbie
dmitri dima mitya
dolores lola
donald don donnie
dorothy dot dotty
edward ed eddie ted teddy
elizabeth liz lizzie beth betty
eugene gene
evgeny zhenya
francisco paco pancho kiko
frederick fred freddie
gabriel gabe
gerald gerry
gregory greg
guillermo memo
harold hal
henry hank
ignacio nacho
ivan vanya
jacob jake
james jim jimmy
jeffrey jeff
jennifer jenny jen
jesus chuy
johannes hans
john johnny jack
jonathan jon
jose pepe
joseph joe joey
joshua josh
juan juancho
katherine kathy
kenneth ken
lawrence larry
leonard len lenny
luis lucho
magomed maga
manuel manolo
margaret maggie peggy meg
maria masha
matthew matt
michael mike mick mickey
mikhail misha
natalia natasha
nathan nat
nathaniel nate
nicholas nick nicky
nikolai kolya
oleg olezhka
olga olya
pamela pam
patricia pat patty
patrick pat paddy
pavel pasha
peter pete
petr petya
philip phil
raymond ray
rebecca becky
richard rick dick ricky
robert bob bobby rob robbie
roberto beto
ronald ron ronnie
rosario charo
samuel sam sammy
sergei seryozha
stephen steve
steven steve
stanislav stas
susan sue suzy
svetlana sveta
tatiana tanya
theodore ted teddy theo
thomas tom tommy
timothy tim
victor vic
vincent vince
vladimir volodya vova
vyacheslav slava
walter walt
wilhelm willi
william bill billy will willie
yekaterina katya
yevgeny zhenya
yuri yura
zachary zach
";

/// Full names that a folded word may be short for.
pub(crate) fn full_names(word: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in FORMS.lines() {
            let mut words = line.split(' ');
            let Some(full) = words.next().filter(|w| !w.is_empty()) else { continue };
            for short in words {
                table.entry(short).or_default().push(full);
            }
        }
        table
    });
    table.get(word).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::full_names;

    #[test]
    fn short_forms_lead_to_full_names_and_not_back() {
        assert_eq!(full_names("ben"), ["benjamin"]);
        assert_eq!(full_names("ted"), ["edward", "theodore"]);
        assert!(full_names("benjamin").is_empty());
    }
}
