<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>graft::ui::DatasetView</name>
  <message>
   <source>All rows</source>
   <translation>Alle Zeilen</translation>
  </message>
  <message>
   <source>To learn from</source>
   <translation>Zum Lernen</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <source>Changed by you</source>
   <translation>Von Ihnen geändert</translation>
  </message>
  <message>
   <source>With personal data</source>
   <translation>Mit persönlichen Daten</translation>
  </message>
  <message>
   <source>Repeats</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>With control tokens</source>
   <translation>Mit Steuertoken</translation>
  </message>
  <message>
   <source>Very long</source>
   <translation>Sehr lang</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Why it is left out</source>
   <translation>Warum sie ausgelassen wird</translation>
  </message>
  <message>
   <source>Rows that are left out</source>
   <translation>Ausgelassene Zeilen</translation>
  </message>
  <message>
   <source>Parts of the dataset</source>
   <translation>Teile des Datensatzes</translation>
  </message>
  <message>
   <source>Rows</source>
   <translation>Zeilen</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>Güte</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Aufteilung</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Discard all</source>
   <translation>Alles verwerfen</translation>
  </message>
  <message>
   <source>Ctrl+Z</source>
   <translation>Strg+Z</translation>
  </message>
  <message>
   <source>Ctrl+Shift+Z</source>
   <translation>Strg+Umschalt+Z</translation>
  </message>
  <message>
   <source>rows</source>
   <translation>Zeilen</translation>
  </message>
  <message>
   <source>to learn from</source>
   <translation>zum Lernen</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>zurückgelegt</translation>
  </message>
  <message>
   <source>repeats</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>characters, median</source>
   <translation>Zeichen, Median</translation>
  </message>
  <message>
   <source>with personal data</source>
   <translation>mit persönlichen Daten</translation>
  </message>
  <message>
   <source>Search in questions and answers (Ctrl+F)</source>
   <translation>In Fragen und Antworten suchen (Strg+F)</translation>
  </message>
  <message>
   <source>Search rows</source>
   <translation>Zeilen suchen</translation>
  </message>
  <message>
   <source>Which rows are shown</source>
   <translation>Welche Zeilen gezeigt werden</translation>
  </message>
  <message>
   <source>Mask personal data in all rows</source>
   <translation>Persönliche Daten in allen Zeilen verdecken</translation>
  </message>
  <message>
   <source>Rows of the dataset</source>
   <translation>Zeilen des Datensatzes</translation>
  </message>
  <message>
   <source>%1 (%2)</source>
   <translation>%1 (%2)</translation>
  </message>
  <message>
   <source>Saving …</source>
   <translation>Wird gespeichert …</translation>
  </message>
  <message>
   <source>Nothing is changed.</source>
   <translation>Nichts ist geändert.</translation>
  </message>
  <message>
   <source>Not saved yet: %1.</source>
   <translation>Noch nicht gespeichert: %1.</translation>
  </message>
  <message>
   <source>Train on %1 rows</source>
   <translation>Mit %1 Zeilen trainieren</translation>
  </message>
  <message>
   <source>Save as a new version</source>
   <translation>Als neue Version speichern</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>from %1 · %2</source>
   <translation>aus %1 · %2</translation>
  </message>
  <message>
   <source>longest %1</source>
   <translation>längste %1</translation>
  </message>
  <message>
   <source>Left out (%1)</source>
   <translation>Ausgelassen (%1)</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::EngineWords</name>
  <message>
   <source>column '%1' asks, column '%2' answers</source>
   <translation>Spalte „%1“ fragt, Spalte „%2“ antwortet</translation>
  </message>
  <message>
   <source>column '%1' asks, column '%2' answers (guessed from their order; set it with --map prompt=... --map completion=...)</source>
   <translation>Spalte „%1“ fragt, Spalte „%2“ antwortet (nach ihrer Reihenfolge vermutet; beim Import lässt es sich anders wählen)</translation>
  </message>
  <message>
   <source>the header row looks like data ('%1'); if it is a row, import with --no-header</source>
   <translation>die Kopfzeile sieht wie Daten aus („%1“); wenn sie eine Zeile ist, auf der Kommandozeile mit --no-header importieren</translation>
  </message>
  <message>
   <source>%1 row is longer than %2 characters and will be cut, or left out, at the length limit of a run</source>
   <translation>%1 Zeile ist länger als %2 Zeichen und wird an der Längengrenze eines Laufs abgeschnitten oder ausgelassen</translation>
  </message>
  <message>
   <source>%1 rows are longer than %2 characters and will be cut, or left out, at the length limit of a run</source>
   <translation>%1 Zeilen sind länger als %2 Zeichen und werden an der Längengrenze eines Laufs abgeschnitten oder ausgelassen</translation>
  </message>
  <message>
   <source>%1 row holds control-token text such as &lt;|...|&gt;; it is read as ordinary text</source>
   <translation>%1 Zeile enthält Steuertoken-Text wie &lt;|...|&gt;; er wird als gewöhnlicher Text gelesen</translation>
  </message>
  <message>
   <source>%1 rows hold control-token text such as &lt;|...|&gt;; it is read as ordinary text</source>
   <translation>%1 Zeilen enthalten Steuertoken-Text wie &lt;|...|&gt;; er wird als gewöhnlicher Text gelesen</translation>
  </message>
  <message>
   <source>%1 row holds what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it</source>
   <translation>%1 Zeile enthält, was nach persönlichen Daten aussieht (%2); verdecken Sie es, oder stellen Sie sicher, dass damit trainiert werden darf: Ein Modell kann es wiederholen</translation>
  </message>
  <message>
   <source>%1 rows hold what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it</source>
   <translation>%1 Zeilen enthalten, was nach persönlichen Daten aussieht (%2); verdecken Sie es, oder stellen Sie sicher, dass damit trainiert werden darf: Ein Modell kann es wiederholen</translation>
  </message>
  <message>
   <source>no row is held out, so a run cannot tell learning from memorising</source>
   <translation>keine Zeile ist zurückgelegt, ein Lauf kann also Lernen nicht von Auswendiglernen unterscheiden</translation>
  </message>
  <message>
   <source>every row is held out, so there is nothing to train on</source>
   <translation>jede Zeile ist zurückgelegt, es bleibt nichts zum Trainieren</translation>
  </message>
  <message>
   <source>%1 held-out row is nearly the same as rows to train on, in groups too large to keep on one side: measured results will look better than they are</source>
   <translation>%1 zurückgelegte Zeile gleicht fast Zeilen zum Trainieren, in Gruppen, die zu groß für eine Seite sind: Gemessenes wird besser aussehen, als es ist</translation>
  </message>
  <message>
   <source>%1 held-out rows are nearly the same as rows to train on, in groups too large to keep on one side: measured results will look better than they are</source>
   <translation>%1 zurückgelegte Zeilen gleichen fast Zeilen zum Trainieren, in Gruppen, die zu groß für eine Seite sind: Gemessenes wird besser aussehen, als es ist</translation>
  </message>
  <message>
   <source>similar rows were looked for among the first million rows</source>
   <translation>nach ähnlichen Zeilen wurde in der ersten Million gesucht</translation>
  </message>
  <message>
   <source>training uses the preferred answers; the rejected ones are kept with the rows</source>
   <translation>trainiert wird mit den besseren Antworten; die schlechteren bleiben bei den Zeilen</translation>
  </message>
  <message>
   <source>training uses the rows marked as good; the others are kept</source>
   <translation>trainiert wird mit den als gut markierten Zeilen; die anderen bleiben erhalten</translation>
  </message>
  <message>
   <source>one answer stands in %1 % of the rows; the model will overuse it</source>
   <translation>eine Antwort steht in %1 % der Zeilen; das Modell wird sie zu oft geben</translation>
  </message>
  <message>
   <source>the answer is empty</source>
   <translation>die Antwort ist leer</translation>
  </message>
  <message>
   <source>there are no messages</source>
   <translation>es gibt keine Nachrichten</translation>
  </message>
  <message>
   <source>there is no answer at the end</source>
   <translation>am Ende steht keine Antwort</translation>
  </message>
  <message>
   <source>the conversation begins with an answer</source>
   <translation>das Gespräch beginnt mit einer Antwort</translation>
  </message>
  <message>
   <source>two answers follow each other at message %1</source>
   <translation>zwei Antworten folgen aufeinander, bei Nachricht %1</translation>
  </message>
  <message>
   <source>two questions follow each other at message %1</source>
   <translation>zwei Fragen folgen aufeinander, bei Nachricht %1</translation>
  </message>
  <message>
   <source>a system message stands at place %1, it must be the first</source>
   <translation>eine feste Anweisung steht an Stelle %1, sie muss die erste sein</translation>
  </message>
  <message>
   <source>the field '%1' is missing</source>
   <translation>das Feld „%1“ fehlt</translation>
  </message>
  <message>
   <source>%1 is null, text was expected</source>
   <translation>%1 ist null, erwartet war Text</translation>
  </message>
  <message>
   <source>%1 is a number, text was expected</source>
   <translation>%1 ist eine Zahl, erwartet war Text</translation>
  </message>
  <message>
   <source>%1 is a truth value, text was expected</source>
   <translation>%1 ist ein Wahrheitswert, erwartet war Text</translation>
  </message>
  <message>
   <source>%1 is an object, text was expected</source>
   <translation>%1 ist ein Objekt, erwartet war Text</translation>
  </message>
  <message>
   <source>%1 has a part that is not text</source>
   <translation>%1 hat einen Teil, der kein Text ist</translation>
  </message>
  <message>
   <source>'%1' is not a list of messages</source>
   <translation>„%1“ ist keine Liste von Nachrichten</translation>
  </message>
  <message>
   <source>a message has no '%1'</source>
   <translation>einer Nachricht fehlt „%1“</translation>
  </message>
  <message>
   <source>the role '%1' is not known</source>
   <translation>die Rolle „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>history is not a list</source>
   <translation>history ist keine Liste</translation>
  </message>
  <message>
   <source>history holds something that is not a pair of texts</source>
   <translation>history enthält etwas, das kein Paar von Texten ist</translation>
  </message>
  <message>
   <source>the prompt ('%1') is empty</source>
   <translation>die Frage („%1“) ist leer</translation>
  </message>
  <message>
   <source>the text is empty</source>
   <translation>der Text ist leer</translation>
  </message>
  <message>
   <source>not valid UTF-8</source>
   <translation>kein gültiges UTF-8</translation>
  </message>
  <message>
   <source>not valid JSON: %1</source>
   <translation>kein gültiges JSON: %1</translation>
  </message>
  <message>
   <source>not a JSON object</source>
   <translation>kein JSON-Objekt</translation>
  </message>
  <message>
   <source>the key '%1' stands twice</source>
   <translation>der Schlüssel „%1“ steht zweimal</translation>
  </message>
  <message>
   <source>nested deeper than %1 levels</source>
   <translation>tiefer als %1 Ebenen geschachtelt</translation>
  </message>
  <message>
   <source>no label is trained</source>
   <translation>kein Label wird trainiert</translation>
  </message>
  <message>
   <source>input_ids has %1 entries, labels %2</source>
   <translation>input_ids hat %1 Einträge, labels %2</translation>
  </message>
  <message>
   <source>only %1 corrections are planned</source>
   <translation>nur %1 Korrekturen sind geplant</translation>
  </message>
  <message>
   <source>use a smaller --rows-per-step or more --epochs</source>
   <translation>weniger --rows-per-step oder mehr --epochs nehmen</translation>
  </message>
  <message>
   <source>%1 rows go into one correction; over 32 often learns worse with LoRA</source>
   <translation>%1 Zeilen gehen in eine Korrektur; über 32 lernt LoRA oft schlechter</translation>
  </message>
  <message>
   <source>use --rows-per-step 32 or less</source>
   <translation>--rows-per-step 32 oder weniger nehmen</translation>
  </message>
  <message>
   <source>only attention layers are adapted, which learns less than all layers even at a higher rank</source>
   <translation>nur Attention-Schichten werden angepasst; das lernt auch mit höherem Rang weniger als alle Schichten</translation>
  </message>
  <message>
   <source>leave --targets out</source>
   <translation>--targets weglassen</translation>
  </message>
  <message>
   <source>--lr %1 lies outside the usual range of 1e-5 to %2</source>
   <translation>--lr %1 liegt außerhalb des üblichen Bereichs von 1e-5 bis %2</translation>
  </message>
  <message>
   <source>use a rate in that range</source>
   <translation>einen Wert aus diesem Bereich nehmen</translation>
  </message>
  <message>
   <source>the strength (alpha / rank) is %1, over 4</source>
   <translation>die Stärke (alpha / rank) ist %1, über 4</translation>
  </message>
  <message>
   <source>use --alpha %1</source>
   <translation>--alpha %1 nehmen</translation>
  </message>
  <message>
   <source>%1 rows lost their whole answer at --max-length %2 and are left out</source>
   <translation>%1 Zeilen haben bei --max-length %2 ihre ganze Antwort verloren und sind ausgelassen</translation>
  </message>
  <message>
   <source>raise --max-length or split the rows</source>
   <translation>--max-length erhöhen oder die Zeilen teilen</translation>
  </message>
  <message>
   <source>%1 of %2 rows are cut at --max-length %3</source>
   <translation>%1 von %2 Zeilen werden bei --max-length %3 abgeschnitten</translation>
  </message>
  <message>
   <source>no row is held out: memorising cannot be told from learning</source>
   <translation>keine Zeile ist zurückgelegt: Auswendiglernen ist von Lernen nicht zu unterscheiden</translation>
  </message>
  <message>
   <source>import with --holdout %1</source>
   <translation>mit --holdout %1 importieren</translation>
  </message>
  <message>
   <source>only %1 rows are held out; one answer more or less changes the result by %2 %</source>
   <translation>nur %1 Zeilen sind zurückgelegt; eine Antwort mehr oder weniger ändert das Ergebnis um %2 %</translation>
  </message>
  <message>
   <source>the run may need %1 of %2 MiB free</source>
   <translation>der Lauf braucht vielleicht %1 von %2 freien MiB</translation>
  </message>
  <message>
   <source>use --micro-tokens %1</source>
   <translation>--micro-tokens %1 nehmen</translation>
  </message>
  <message>
   <source>memory is short, so a part of each pass is computed once more; the adapter is the same, the run takes longer</source>
   <translation>der Speicher ist knapp, deshalb wird ein Teil jedes Schritts noch einmal gerechnet; der Adapter ist derselbe, der Lauf dauert länger</translation>
  </message>
  <message>
   <source>memory is short, so most of each pass is computed once more; the adapter is the same, the run takes longer</source>
   <translation>der Speicher ist knapp, deshalb wird das meiste jedes Schritts noch einmal gerechnet; der Adapter ist derselbe, der Lauf dauert länger</translation>
  </message>
  <message>
   <source>close other programs, or use --micro-tokens %1</source>
   <translation>andere Programme schließen oder --micro-tokens %1 nehmen</translation>
  </message>
  <message>
   <source>%1 rows hold what looks like personal data; a model can repeat it</source>
   <translation>%1 Zeilen enthalten, was nach persönlichen Daten aussieht; ein Modell kann es wiederholen</translation>
  </message>
  <message>
   <source>mask it in the file, or make sure that it may be trained on</source>
   <translation>es verdecken oder sicherstellen, dass damit trainiert werden darf</translation>
  </message>
  <message>
   <source>step %1: loss or gradient is not finite; the step changed nothing (rows %2)</source>
   <translation>Schritt %1: Verlust oder Gradient ist nicht endlich; der Schritt hat nichts verändert (Zeilen %2)</translation>
  </message>
  <message>
   <source>three in a row end the run; then use --lr %1</source>
   <translation>drei hintereinander beenden den Lauf; dann --lr %1 nehmen</translation>
  </message>
  <message>
   <source>the gradient was cut to --clip %1 in %2 of %3 steps</source>
   <translation>der Gradient wurde in %2 von %3 Schritten auf %1 begrenzt (--clip)</translation>
  </message>
  <message>
   <source>the rate may be high; try --lr %1</source>
   <translation>die Lernrate ist vielleicht zu hoch; --lr %1 versuchen</translation>
  </message>
  <message>
   <source>the loss jumped %1 times in 100 steps</source>
   <translation>der Verlust sprang %1-mal in 100 Schritten</translation>
  </message>
  <message>
   <source>look at these rows with graft inspect data, or use a lower --lr (%1)</source>
   <translation>diese Zeilen ansehen oder --lr kleiner wählen (%1)</translation>
  </message>
  <message>
   <source>unstable: the loss is %1, it was %2 after the gentle start</source>
   <translation>unruhig: Der Verlust ist %1, nach dem sanften Anlauf war er %2</translation>
  </message>
  <message>
   <source>start again with --lr %1</source>
   <translation>mit --lr %1 neu beginnen</translation>
  </message>
  <message>
   <source>not learning: the loss went from %1 to %2 in %3 steps</source>
   <translation>lernt nicht: Der Verlust ging in %3 Schritten von %1 auf %2</translation>
  </message>
  <message>
   <source>check with graft inspect tokens what is trained, or use a higher --lr</source>
   <translation>ansehen, was trainiert wird, oder --lr größer wählen</translation>
  </message>
  <message>
   <source>the loss falls in steps at the beginning of each pass: rows are being repeated to it</source>
   <translation>der Verlust fällt stufenweise zu Beginn jedes Durchgangs: Zeilen werden ihm wiederholt</translation>
  </message>
  <message>
   <source>fewer --epochs may do</source>
   <translation>weniger --epochs genügen vielleicht</translation>
  </message>
  <message>
   <source>the training loss is %1: the rows are likely being learned by heart</source>
   <translation>der Trainingsverlust ist %1: Die Zeilen werden wahrscheinlich auswendig gelernt</translation>
  </message>
  <message>
   <source>fewer --epochs, or more rows</source>
   <translation>weniger --epochs oder mehr Zeilen</translation>
  </message>
  <message>
   <source>memorising: the held-out loss is %1, its best was %2, while the training loss falls</source>
   <translation>Auswendiglernen: Der Verlust auf zurückgelegten ist %1, sein bester war %2, während der Trainingsverlust fällt</translation>
  </message>
  <message>
   <source>the best adapter is kept; fewer --epochs will do</source>
   <translation>der beste Adapter ist aufbewahrt; weniger --epochs genügen</translation>
  </message>
  <message>
   <source>the held-out loss (%1) is %2 times the training loss (%3)</source>
   <translation>der Verlust auf zurückgelegten (%1) ist das %2-Fache des Trainingsverlusts (%3)</translation>
  </message>
  <message>
   <source>more rows help more than more passes</source>
   <translation>mehr Zeilen helfen mehr als mehr Durchgänge</translation>
  </message>
  <message>
   <source>the adapter answers exactly as the base does</source>
   <translation>der Adapter antwortet genau wie die Basis</translation>
  </message>
  <message>
   <source>check --lr, and with graft inspect tokens what is trained</source>
   <translation>--lr prüfen und ansehen, was trainiert wird</translation>
  </message>
  <message>
   <source>the processor slows down because of heat (%1 °C); the run takes longer than was said</source>
   <translation>der Prozessor wird wegen Hitze langsamer (%1 °C); der Lauf dauert länger als gesagt</translation>
  </message>
  <message>
   <source>the processor slows down because of heat; the run takes longer than was said</source>
   <translation>der Prozessor wird wegen Hitze langsamer; der Lauf dauert länger als gesagt</translation>
  </message>
  <message>
   <source>give the machine air, or use fewer --threads</source>
   <translation>dem Rechner Luft geben oder weniger --threads nehmen</translation>
  </message>
  <message>
   <source>the held-out loss was still falling (%1 to %2 in the last fifth)</source>
   <translation>der Verlust auf zurückgelegten fiel noch (%1 auf %2 im letzten Fünftel)</translation>
  </message>
  <message>
   <source>one more pass may help</source>
   <translation>ein weiterer Durchgang hilft vielleicht</translation>
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation>Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>the file has no rows</source>
   <translation>die Datei hat keine Zeilen</translation>
  </message>
  <message>
   <source>the file has no rows below its header</source>
   <translation>die Datei hat unter ihrer Kopfzeile keine Zeilen</translation>
  </message>
  <message>
   <source>Add at least one row.</source>
   <translation>Fügen Sie mindestens eine Zeile hinzu.</translation>
  </message>
  <message>
   <source>no row would be left</source>
   <translation>keine Zeile bliebe übrig</translation>
  </message>
  <message>
   <source>Keep at least one row.</source>
   <translation>Behalten Sie mindestens eine Zeile.</translation>
  </message>
  <message>
   <source>not a regular file</source>
   <translation>keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>the run needs %1 MiB of memory, %2 may be used</source>
   <translation>der Lauf braucht %1 MiB Speicher, %2 dürfen verwendet werden</translation>
  </message>
  <message>
   <source>memory ran out</source>
   <translation>der Speicher ging aus</translation>
  </message>
  <message>
   <source>the embedded model is missing</source>
   <translation>das mitgelieferte Modell fehlt</translation>
  </message>
  <message>
   <source>the comparison was stopped</source>
   <translation>der Vergleich wurde angehalten</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ImportView</name>
  <message>
   <source>Question and answer</source>
   <translation>Frage und Antwort</translation>
  </message>
  <message>
   <source>Instruction, input, output</source>
   <translation>Anweisung, Eingabe, Ausgabe</translation>
  </message>
  <message>
   <source>Conversation (messages)</source>
   <translation>Gespräch (messages)</translation>
  </message>
  <message>
   <source>Conversation (ShareGPT)</source>
   <translation>Gespräch (ShareGPT)</translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation>Reiner Text</translation>
  </message>
  <message>
   <source>Better and worse answer</source>
   <translation>Bessere und schlechtere Antwort</translation>
  </message>
  <message>
   <source>Answer marked good or bad</source>
   <translation>Antwort als gut oder schlecht markiert</translation>
  </message>
  <message>
   <source>Token ids</source>
   <translation>Token-Nummern</translation>
  </message>
  <message>
   <source>What is asked</source>
   <translation>Was gefragt wird</translation>
  </message>
  <message>
   <source>What is answered</source>
   <translation>Was geantwortet wird</translation>
  </message>
  <message>
   <source>Instruction</source>
   <translation>Anweisung</translation>
  </message>
  <message>
   <source>Input, if any</source>
   <translation>Eingabe, falls vorhanden</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Standing instruction, if any</source>
   <translation>Ständige Anweisung, falls vorhanden</translation>
  </message>
  <message>
   <source>List of messages</source>
   <translation>Liste der Nachrichten</translation>
  </message>
  <message>
   <source>Tools, if any</source>
   <translation>Werkzeuge, falls vorhanden</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Better answer</source>
   <translation>Bessere Antwort</translation>
  </message>
  <message>
   <source>Worse answer</source>
   <translation>Schlechtere Antwort</translation>
  </message>
  <message>
   <source>Good or bad</source>
   <translation>Gut oder schlecht</translation>
  </message>
  <message>
   <source>What is what</source>
   <translation>Was ist was</translation>
  </message>
  <message>
   <source>Kind of examples</source>
   <translation>Art der Beispiele</translation>
  </message>
  <message>
   <source>Held out to measure with</source>
   <translation>Zum Messen zurückgelegt</translation>
  </message>
  <message>
   <source>Share of rows held out, in percent</source>
   <translation>Anteil zurückgelegter Zeilen, in Prozent</translation>
  </message>
  <message>
   <source>None: nothing will say whether it became better.</source>
   <translation>Keine: Nichts wird sagen, ob es besser wurde.</translation>
  </message>
  <message>
   <source>%1 % of the rows are never trained on.</source>
   <translation>Mit %1 % der Zeilen wird nie trainiert.</translation>
  </message>
  <message>
   <source>First rows</source>
   <translation>Erste Zeilen</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Asked</source>
   <translation>Gefragt</translation>
  </message>
  <message>
   <source>First rows of the file</source>
   <translation>Erste Zeilen der Datei</translation>
  </message>
  <message>
   <source>What the model sees</source>
   <translation>Was das Modell sieht</translation>
  </message>
  <message>
   <source>Underlined: what it learns to write. Grey: added by the model's template, only read.</source>
   <translation>Unterstrichen: was es zu schreiben lernt. Grau: von der Vorlage des Modells hinzugefügt, nur gelesen.</translation>
  </message>
  <message>
   <source>Progress of the import</source>
   <translation>Fortschritt des Imports</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Reading …</source>
   <translation>Wird gelesen …</translation>
  </message>
  <message>
   <source>Importing …</source>
   <translation>Wird importiert …</translation>
  </message>
  <message>
   <source>Import all rows</source>
   <translation>Alle Zeilen importieren</translation>
  </message>
  <message>
   <source>Say what is what</source>
   <translation>Sagen Sie, was was ist</translation>
  </message>
  <message>
   <source>It cannot be told which column asks and which one answers. Choose them on the left.</source>
   <translation>Es ist nicht zu erkennen, welche Spalte fragt und welche antwortet. Wählen Sie sie links.</translation>
  </message>
  <message>
   <source>choose a column</source>
   <translation>Spalte wählen</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>left out: %1</source>
   <translation>ausgelassen: %1</translation>
  </message>
  <message>
   <source>First %1 rows</source>
   <translation>Erste %1 Zeilen</translation>
  </message>
  <message>
   <source>First %1 rows, %2 of them left out</source>
   <translation>Erste %1 Zeilen, %2 davon ausgelassen</translation>
  </message>
  <message>
   <source>Line %1 is left out: %2</source>
   <translation>Zeile %1 wird ausgelassen: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RunsPage</name>
  <message>
   <source>All runs</source>
   <translation>Alle Läufe</translation>
  </message>
  <message>
   <source>At work or waiting</source>
   <translation>An der Arbeit oder wartend</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Can go on</source>
   <translation>Kann weitergehen</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Gescheitert</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>Search names, examples, notes and tags (Ctrl+F)</source>
   <translation>Namen, Beispiele, Notizen und Schlagwörter suchen (Strg+F)</translation>
  </message>
  <message>
   <source>Search runs</source>
   <translation>Läufe suchen</translation>
  </message>
  <message>
   <source>Which runs are shown</source>
   <translation>Welche Läufe gezeigt werden</translation>
  </message>
  <message>
   <source>Bin</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>To the bin</source>
   <translation>In den Papierkorb</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>No runs yet</source>
   <translation>Noch keine Läufe</translation>
  </message>
  <message>
   <source>Each training appears here with its charts, answers and settings, and stays until you throw it away.</source>
   <translation>Jedes Training erscheint hier mit Diagrammen, Antworten und Einstellungen und bleibt, bis Sie es wegwerfen.</translation>
  </message>
  <message>
   <source>Try the starter experiment</source>
   <translation>Das Einstiegsexperiment versuchen</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>No run fits the search and the choice beside it.</source>
   <translation>Kein Lauf passt zur Suche und zur Auswahl daneben.</translation>
  </message>
  <message>
   <source>Show all runs</source>
   <translation>Alle Läufe zeigen</translation>
  </message>
  <message>
   <source>Show together</source>
   <translation>Zusammen zeigen</translation>
  </message>
  <message>
   <source>Select several runs with Ctrl or Shift</source>
   <translation>Mehrere Läufe mit Strg oder Umschalt auswählen</translation>
  </message>
  <message>
   <source>Several runs are selected with Ctrl or Shift.</source>
   <translation>Mehrere Läufe werden mit Strg oder Umschalt ausgewählt.</translation>
  </message>
  <message>
   <source>Put back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Runs are not measured against %1 any more.</source>
   <translation>Läufe werden nicht mehr an %1 gemessen.</translation>
  </message>
  <message>
   <source>Other runs are measured against %1.</source>
   <translation>Andere Läufe werden an %1 gemessen.</translation>
  </message>
  <message>
   <source>Save the list</source>
   <translation>Liste speichern</translation>
  </message>
  <message>
   <source>%1 could not be written. Choose another folder.</source>
   <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>Comes from</source>
   <translation>Kommt von</translation>
  </message>
  <message>
   <source>Started</source>
   <translation>Begonnen</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Exact match</source>
   <translation>Genau richtig</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>SHA-256 of %1</source>
   <translation>SHA-256 von %1</translation>
  </message>
  <message>
   <source>Every training with its charts, answers and settings. Return opens a run; several selected ones are shown in the same charts, with what changed between them.

Ctrl+B measures the others against the chosen run, Del puts it into the bin for 30 days, Ctrl+E saves the list or a report. In a chart: left and right for single values, plus and minus to zoom, S smooths, L makes the scale logarithmic, O leaves outliers out, X changes the axis, T shows the table, F11 fills the screen.</source>
   <translation>Jedes Training mit Kurven, Antworten und Einstellungen. Eingabe öffnet einen Lauf; mehrere gewählte stehen in denselben Kurven, mit dem, was sich zwischen ihnen geändert hat.

Strg+B misst die anderen am gewählten Lauf, Entf legt ihn für 30 Tage in den Papierkorb, Strg+E speichert die Liste oder einen Bericht. In einer Kurve: links und rechts für einzelne Werte, Plus und Minus zum Vergrößern, S glättet, L macht die Skala logarithmisch, O lässt Ausreißer weg, X wechselt die Achse, T zeigt die Tabelle, F11 füllt den Bildschirm.</translation>
  </message>
  <message>
   <source>%1 is in the bin. It can come back for %2 days.</source>
   <translation>%1 ist im Papierkorb. Er kann %2 Tage lang zurückkommen.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui</name>
  <message>
   <source>Base model and adapter answered the same questions over one copy of the weights, with the same seed (%1), temperature (%2), at most %3 new tokens, and the adapter at strength %4.</source>
   <translation>Basismodell und Adapter haben dieselben Fragen über einer Kopie der Gewichte beantwortet, mit demselben Startwert (%1), derselben Temperatur (%2), höchstens %3 neuen Token und dem Adapter in Stärke %4.</translation>
  </message>
  <message>
   <source>base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>adapter, SHA-256</source>
   <translation>Adapter, SHA-256</translation>
  </message>
  <message>
   <source>Held-out rows</source>
   <translation>Zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>mean KL divergence from the base, per token</source>
   <translation>mittlere KL-Divergenz zur Basis, je Token</translation>
  </message>
  <message>
   <source>Right is what equals the expected answer. Intervals are Wilson's; the verdict is an exact sign test on the rows on which the two differ, at p below 0.05. What was measured is this task on these rows, not the model in general.</source>
   <translation>Richtig ist, was der erwarteten Antwort gleicht. Die Intervalle sind die von Wilson; das Urteil ist ein exakter Vorzeichentest auf den Zeilen, in denen sich beide unterscheiden, bei p unter 0,05. Gemessen wurde diese Aufgabe auf diesen Zeilen, nicht das Modell im Allgemeinen.</translation>
  </message>
  <message>
   <source>asked</source>
   <translation>gefragt</translation>
  </message>
  <message>
   <source>expected</source>
   <translation>erwartet</translation>
  </message>
  <message>
   <source>base</source>
   <translation>Basis</translation>
  </message>
  <message>
   <source>Blind vote</source>
   <translation>Blinde Abstimmung</translation>
  </message>
  <message>
   <source>Sides were shuffled for each question and names shown only at the end; questions to which both gave the same answer were left out.</source>
   <translation>Die Seiten wurden bei jeder Frage gemischt und die Namen erst am Ende gezeigt; Fragen, auf die beide gleich antworteten, wurden ausgelassen.</translation>
  </message>
  <message>
   <source>preferred</source>
   <translation>vorgezogen</translation>
  </message>
  <message>
   <source>no vote</source>
   <translation>keine Stimme</translation>
  </message>
  <message>
   <source>equal</source>
   <translation>gleich</translation>
  </message>
  <message>
   <source>both bad</source>
   <translation>beide schlecht</translation>
  </message>
  <message>
   <source>One question</source>
   <translation>Eine Frage</translation>
  </message>
  <message>
   <source>who</source>
   <translation>wer</translation>
  </message>
  <message>
   <source>answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>KL from the base</source>
   <translation>KL zur Basis</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>Base model and adapter: %1</source>
   <translation>Basismodell und Adapter: %1</translation>
  </message>
  <message>
   <source>Train again at speed %1</source>
   <translation>Neu trainieren mit Tempo %1</translation>
  </message>
  <message numerus="yes">
   <source>Train again with %n pass(es)</source>
   <translation>
    <numerusform>Neu trainieren mit %n Durchgang</numerusform>
    <numerusform>Neu trainieren mit %n Durchgängen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Train again with %n example(s) a correction</source>
   <translation>
    <numerusform>Neu trainieren mit %n Beispiel je Korrektur</numerusform>
    <numerusform>Neu trainieren mit %n Beispielen je Korrektur</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Train again, reading %n token(s) of each</source>
   <translation>
    <numerusform>Neu trainieren und je %n Token lesen</numerusform>
    <numerusform>Neu trainieren und je %n Token lesen</numerusform>
   </translation>
  </message>
  <message>
   <source>Train again with loudness %1</source>
   <translation>Neu trainieren mit Lautstärke %1</translation>
  </message>
  <message>
   <source>Stop and keep</source>
   <translation>Anhalten und behalten</translation>
  </message>
  <message>
   <source>One more pass</source>
   <translation>Ein weiterer Durchgang</translation>
  </message>
  <message>
   <source>Look at the examples</source>
   <translation>Beispiele ansehen</translation>
  </message>
  <message>
   <source>No row was held out, so nothing says whether it became better.</source>
   <translation>Keine Zeile wurde zurückgelegt, also sagt nichts, ob es besser wurde.</translation>
  </message>
  <message>
   <source>%1 (95 %: %2 to %3)</source>
   <translation>%1 (95 %: %2 bis %3)</translation>
  </message>
  <message>
   <source>with the adapter</source>
   <translation>mit dem Adapter</translation>
  </message>
  <message>
   <source>held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>exact match</source>
   <translation>genau richtig</translation>
  </message>
  <message>
   <source>Measured on %1 rows that were never trained on. Exact match counts answers that equal the expected one; the interval is Wilson's.</source>
   <translation>Gemessen an %1 Zeilen, mit denen nie trainiert wurde. Genau richtig sind Antworten, die der erwarteten gleichen; das Intervall ist das von Wilson.</translation>
  </message>
  <message>
   <source>Sample answers</source>
   <translation>Beispielantworten</translation>
  </message>
  <message>
   <source>None.</source>
   <translation>Keine.</translation>
  </message>
  <message>
   <source>correction %1: %2</source>
   <translation>Korrektur %1: %2</translation>
  </message>
  <message>
   <source>%1 on %2, version %3. State: %4. Started %5.</source>
   <translation>%1 mit %2, Version %3. Zustand: %4. Begonnen %5.</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>LoRA adapter, %1 trained numbers of %2 in the base model, which was not changed. %3 rows to learn from, %4 held out, %5 corrections in %6.</source>
   <translation>LoRA-Adapter, %1 trainierte Zahlen zu %2 im Basismodell, das nicht verändert wurde. %3 Zeilen zum Lernen, %4 zurückgelegt, %5 Korrekturen in %6.</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>held-out</source>
   <translation>zurückgelegt</translation>
  </message>
  <message>
   <source>Gradient size</source>
   <translation>Größe des Gradienten</translation>
  </message>
  <message>
   <source>Warnings</source>
   <translation>Warnungen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Where it comes from (SHA-256)</source>
   <translation>Woher es kommt (SHA-256)</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Processor</source>
   <translation>Prozessor</translation>
  </message>
  <message>
   <source>Their settings, examples and model are equal.</source>
   <translation>Einstellungen, Beispiele und Modell sind gleich.</translation>
  </message>
  <message>
   <source>%1 %2 instead of %3</source>
   <translation>%1 %2 statt %3</translation>
  </message>
  <message>
   <source>%1 used %2; all else is equal.</source>
   <translation>%1 nutzte %2; alles andere ist gleich.</translation>
  </message>
  <message>
   <source>More than one thing changed, so no single one explains the result.</source>
   <translation>Es änderte sich mehr als eines, also erklärt keines allein das Ergebnis.</translation>
  </message>
  <message>
   <source>They differ in: %1.</source>
   <translation>Sie unterscheiden sich in: %1.</translation>
  </message>
  <message>
   <source>Passes over your examples</source>
   <translation>Durchgänge durch Ihre Beispiele</translation>
  </message>
  <message>
   <source>How often it reads all your examples (epochs).</source>
   <translation>Wie oft es alle Ihre Beispiele liest (epochs).</translation>
  </message>
  <message>
   <source>Higher: it copies them more exactly, and may learn them by heart.</source>
   <translation>Mehr: Es ahmt sie genauer nach und lernt sie vielleicht auswendig.</translation>
  </message>
  <message>
   <source>Lower: it changes less and keeps more of what it could before.</source>
   <translation>Weniger: Es ändert weniger und behält mehr von dem, was es vorher konnte.</translation>
  </message>
  <message>
   <source>Ours: three for a few hundred rows, fewer for more.</source>
   <translation>Unser Wert: drei bei einigen Hundert Zeilen, weniger bei mehr.</translation>
  </message>
  <message>
   <source>Time grows with it; memory does not.</source>
   <translation>Die Zeit wächst damit, der Speicher nicht.</translation>
  </message>
  <message>
   <source>Learning speed</source>
   <translation>Lerngeschwindigkeit</translation>
  </message>
  <message>
   <source>How far each correction moves the adapter (learning rate).</source>
   <translation>Wie weit jede Korrektur den Adapter bewegt (learning rate).</translation>
  </message>
  <message>
   <source>Higher: learns sooner; too high garbles and forgets.</source>
   <translation>Mehr: lernt früher; zu viel verstümmelt und vergisst.</translation>
  </message>
  <message>
   <source>Lower: steadier; too low barely changes anything.</source>
   <translation>Weniger: ruhiger; zu wenig ändert kaum etwas.</translation>
  </message>
  <message>
   <source>Ours: 2e-4, the middle of what works; small models bear more.</source>
   <translation>Unser Wert: 2e-4, die Mitte dessen, was geht; kleine Modelle vertragen mehr.</translation>
  </message>
  <message>
   <source>Neither time nor memory depend on it.</source>
   <translation>Weder Zeit noch Speicher hängen davon ab.</translation>
  </message>
  <message>
   <source>Notebook size</source>
   <translation>Größe des Notizbuchs</translation>
  </message>
  <message>
   <source>How much new material the adapter can hold (rank).</source>
   <translation>Wie viel neuen Stoff der Adapter fasst (rank).</translation>
  </message>
  <message>
   <source>Higher: room for more kinds of answers.</source>
   <translation>Mehr: Platz für mehr Arten von Antworten.</translation>
  </message>
  <message>
   <source>Lower: a smaller file that changes the model less.</source>
   <translation>Weniger: eine kleinere Datei, die das Modell weniger ändert.</translation>
  </message>
  <message>
   <source>Ours: 16 for a few hundred rows; many thousands want 32 or more.</source>
   <translation>Unser Wert: 16 bei einigen Hundert Zeilen; viele Tausend wollen 32 oder mehr.</translation>
  </message>
  <message>
   <source>A little more memory and a larger adapter when it is higher.</source>
   <translation>Etwas mehr Speicher und ein größerer Adapter, wenn er höher ist.</translation>
  </message>
  <message>
   <source>Loudness of the adapter</source>
   <translation>Lautstärke des Adapters</translation>
  </message>
  <message>
   <source>How loudly the adapter speaks over the base (alpha; alpha / rank is the strength).</source>
   <translation>Wie laut der Adapter über die Basis spricht (alpha; alpha / rank ist die Stärke).</translation>
  </message>
  <message>
   <source>Higher: like a higher learning speed.</source>
   <translation>Mehr: wie eine höhere Lerngeschwindigkeit.</translation>
  </message>
  <message>
   <source>Lower: the base shows through more.</source>
   <translation>Weniger: Die Basis scheint mehr durch.</translation>
  </message>
  <message>
   <source>Ours: 32, as the published recipes have it.</source>
   <translation>Unser Wert: 32, wie es die veröffentlichten Rezepte haben.</translation>
  </message>
  <message>
   <source>Free.</source>
   <translation>Kostet nichts.</translation>
  </message>
  <message>
   <source>Examples per correction</source>
   <translation>Beispiele je Korrektur</translation>
  </message>
  <message>
   <source>How many examples are weighed before the adapter is corrected (batch size).</source>
   <translation>Wie viele Beispiele abgewogen werden, bevor der Adapter korrigiert wird (batch size).</translation>
  </message>
  <message>
   <source>Higher: steadier, but fewer corrections.</source>
   <translation>Mehr: ruhiger, aber weniger Korrekturen.</translation>
  </message>
  <message>
   <source>Lower: more corrections, each noisier.</source>
   <translation>Weniger: mehr Korrekturen, jede unruhiger.</translation>
  </message>
  <message>
   <source>Ours: 8; over 32 often learns worse with adapters.</source>
   <translation>Unser Wert: 8; über 32 lernen Adapter oft schlechter.</translation>
  </message>
  <message>
   <source>Time stays nearly the same.</source>
   <translation>Die Zeit bleibt fast gleich.</translation>
  </message>
  <message>
   <source>Longest example read</source>
   <translation>Längstes gelesenes Beispiel</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>Where longer examples are cut off, in tokens (about three quarters of a word each).</source>
   <translation>Wo längere Beispiele abgeschnitten werden, in Token (jedes etwa drei Viertel eines Wortes).</translation>
  </message>
  <message>
   <source>Higher: long examples keep their endings.</source>
   <translation>Mehr: Lange Beispiele behalten ihr Ende.</translation>
  </message>
  <message>
   <source>Lower: less memory, but a cut example loses its answer first.</source>
   <translation>Weniger: weniger Speicher, aber ein abgeschnittenes Beispiel verliert zuerst seine Antwort.</translation>
  </message>
  <message>
   <source>Ours: 1,024; “What it needs” below says when rows are cut.</source>
   <translation>Unser Wert: 1.024; „Was es braucht“ unten sagt, wenn Zeilen abgeschnitten werden.</translation>
  </message>
  <message>
   <source>Memory grows with the longest row.</source>
   <translation>Der Speicher wächst mit der längsten Zeile.</translation>
  </message>
  <message>
   <source>Gentle start</source>
   <translation>Sanfter Beginn</translation>
  </message>
  <message>
   <source>The share of the corrections in which the learning speed rises from nothing.</source>
   <translation>Der Anteil der Korrekturen, in dem die Lerngeschwindigkeit von null ansteigt.</translation>
  </message>
  <message>
   <source>Higher: a calmer beginning.</source>
   <translation>Mehr: ein ruhigerer Anfang.</translation>
  </message>
  <message>
   <source>Lower: full speed sooner; early corrections may do damage.</source>
   <translation>Weniger: früher volle Geschwindigkeit; frühe Korrekturen können schaden.</translation>
  </message>
  <message>
   <source>Ours: 3 to 10 %, more for small data.</source>
   <translation>Unser Wert: 3 bis 10 %, mehr bei wenigen Daten.</translation>
  </message>
  <message>
   <source>Dropout</source>
   <translation>Dropout</translation>
  </message>
  <message>
   <source>The share of the adapter that is switched off at random in each correction.</source>
   <translation>Der Anteil des Adapters, der in jeder Korrektur zufällig abgeschaltet wird.</translation>
  </message>
  <message>
   <source>Higher: less learning by heart on small data.</source>
   <translation>Mehr: weniger Auswendiglernen bei wenigen Daten.</translation>
  </message>
  <message>
   <source>Lower: learns faster.</source>
   <translation>Weniger: lernt schneller.</translation>
  </message>
  <message>
   <source>Ours: 0.05 below 1,000 rows, else none.</source>
   <translation>Unser Wert: 0,05 unter 1.000 Zeilen, sonst keiner.</translation>
  </message>
  <message>
   <source>Weight decay</source>
   <translation>Gewichtszerfall (weight decay)</translation>
  </message>
  <message>
   <source>How strongly the adapter is pulled back to nothing.</source>
   <translation>Wie stark der Adapter zurück zu null gezogen wird.</translation>
  </message>
  <message>
   <source>Higher: smaller changes.</source>
   <translation>Mehr: kleinere Änderungen.</translation>
  </message>
  <message>
   <source>Lower: nothing holds it back.</source>
   <translation>Weniger: Nichts hält ihn zurück.</translation>
  </message>
  <message>
   <source>Ours: 0.01, which seldom matters.</source>
   <translation>Unser Wert: 0,01, was selten etwas ausmacht.</translation>
  </message>
  <message>
   <source>Corrections between two measurements</source>
   <translation>Korrekturen zwischen zwei Messungen</translation>
  </message>
  <message>
   <source>How often the held-out rows are measured; 0 is only before and after.</source>
   <translation>Wie oft die zurückgelegten Zeilen gemessen werden; 0 ist nur davor und danach.</translation>
  </message>
  <message>
   <source>Higher: less time spent measuring.</source>
   <translation>Mehr: weniger Zeit zum Messen.</translation>
  </message>
  <message>
   <source>Lower: a finer held-out curve, and the best moment is found more exactly.</source>
   <translation>Weniger: eine feinere Kurve, und der beste Augenblick wird genauer gefunden.</translation>
  </message>
  <message>
   <source>Ours: once to five times a pass.</source>
   <translation>Unser Wert: ein- bis fünfmal je Durchgang.</translation>
  </message>
  <message>
   <source>Each measurement costs a few seconds.</source>
   <translation>Jede Messung kostet einige Sekunden.</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startzahl</translation>
  </message>
  <message>
   <source>The start of all chance in a run.</source>
   <translation>Der Anfang allen Zufalls in einem Lauf.</translation>
  </message>
  <message>
   <source>Another number: another order of the rows.</source>
   <translation>Eine andere Zahl: eine andere Reihenfolge der Zeilen.</translation>
  </message>
  <message>
   <source>The same number: the same run, bit for bit.</source>
   <translation>Dieselbe Zahl: derselbe Lauf, Bit für Bit.</translation>
  </message>
  <message>
   <source>Ours: 42.</source>
   <translation>Unser Wert: 42.</translation>
  </message>
  <message>
   <source>Base model in memory</source>
   <translation>Basismodell im Speicher</translation>
  </message>
  <message>
   <source>How the weights of the base model are kept while the adapter learns. The adapter works with each of them.</source>
   <translation>Wie die Gewichte des Basismodells im Speicher liegen, während der Adapter lernt. Der Adapter läuft mit jeder davon.</translation>
  </message>
  <message>
   <source>In four bits (NF4, known as QLoRA): a fifth of the memory, for larger models; answers shift a little.</source>
   <translation>In vier Bit (NF4, bekannt als QLoRA): ein Fünftel des Speichers, für größere Modelle; Antworten verschieben sich ein wenig.</translation>
  </message>
  <message>
   <source>As in its file: the least memory, nothing shifts, and about a third slower.</source>
   <translation>Wie in der Datei: am wenigsten Speicher, nichts verschiebt sich, etwa ein Drittel langsamer.</translation>
  </message>
  <message>
   <source>Ours: whole, the fastest and the most exact.</source>
   <translation>Unser Wert: ganz, am schnellsten und genauesten.</translation>
  </message>
  <message>
   <source>“What it needs” below shows the memory of each.</source>
   <translation>„Was es braucht“ unten zeigt den Speicher, den jedes braucht.</translation>
  </message>
  <message>
   <source>whole</source>
   <translation>ganz</translation>
  </message>
  <message>
   <source>in four bits (QLoRA)</source>
   <translation>in vier Bit (QLoRA)</translation>
  </message>
  <message>
   <source>as in its file</source>
   <translation>wie in der Datei</translation>
  </message>
  <message>
   <source>Memory or time</source>
   <translation>Speicher oder Zeit</translation>
  </message>
  <message>
   <source>What is kept of a pass until its corrections are known, and what is computed once more instead.</source>
   <translation>Was von einem Durchlauf behalten wird, bis seine Korrekturen feststehen, und was stattdessen noch einmal gerechnet wird.</translation>
  </message>
  <message>
   <source>Once more: much less memory for long examples, up to a third more time.</source>
   <translation>Noch einmal: viel weniger Speicher bei langen Beispielen, bis zu einem Drittel mehr Zeit.</translation>
  </message>
  <message>
   <source>Keep all: the fastest, refused where it does not fit.</source>
   <translation>Alles behalten: am schnellsten; wird abgelehnt, wo es nicht passt.</translation>
  </message>
  <message>
   <source>Ours: as little once more as fits into the free memory.</source>
   <translation>Unser Wert: so wenig noch einmal, wie in den freien Speicher passt.</translation>
  </message>
  <message>
   <source>The adapter is the same to the last bit.</source>
   <translation>Der Adapter ist bis aufs letzte Bit derselbe.</translation>
  </message>
  <message>
   <source>as it fits</source>
   <translation>wie es passt</translation>
  </message>
  <message>
   <source>keep all</source>
   <translation>alles behalten</translation>
  </message>
  <message>
   <source>half of it once more</source>
   <translation>die Hälfte noch einmal</translation>
  </message>
  <message>
   <source>everything once more</source>
   <translation>alles noch einmal</translation>
  </message>
  <message>
   <source>Number format</source>
   <translation>Zahlenformat</translation>
  </message>
  <message>
   <source>The numbers that the computer calculates with.</source>
   <translation>Die Zahlen, mit denen der Computer rechnet.</translation>
  </message>
  <message>
   <source>fp32: 32 bits, more exact, more memory.</source>
   <translation>fp32: 32 Bit, genauer, mehr Speicher.</translation>
  </message>
  <message>
   <source>bf16: 16 bits, half the memory, twice as fast on processors that are made for it.</source>
   <translation>bf16: 16 Bit, halber Speicher, doppelt so schnell auf Prozessoren, die dafür gemacht sind.</translation>
  </message>
  <message>
   <source>Ours: bf16 where it is clearly faster here, tried in a moment; else fp32.</source>
   <translation>Unser Wert: bf16, wo es hier deutlich schneller ist (kurz ausprobiert), sonst fp32.</translation>
  </message>
  <message>
   <source>Time and memory.</source>
   <translation>Zeit und Speicher.</translation>
  </message>
  <message>
   <source>what is faster here</source>
   <translation>was hier schneller ist</translation>
  </message>
  <message>
   <source>My format and terms</source>
   <translation>Mein Format und meine Begriffe</translation>
  </message>
  <message>
   <source>Answers as your examples have them. Right for most.</source>
   <translation>Antworten, wie Ihre Beispiele sie haben. Für die meisten richtig.</translation>
  </message>
  <message>
   <source>My style</source>
   <translation>Mein Stil</translation>
  </message>
  <message>
   <source>How it says things, more than what it knows.</source>
   <translation>Wie es etwas sagt, mehr als was es weiß.</translation>
  </message>
  <message>
   <source>A new skill</source>
   <translation>Eine neue Fertigkeit</translation>
  </message>
  <message>
   <source>From many examples; the largest change.</source>
   <translation>Aus vielen Beispielen; die größte Änderung.</translation>
  </message>
  <message>
   <source>Careful</source>
   <translation>Vorsichtig</translation>
  </message>
  <message>
   <source>Keeps general ability; smaller change.</source>
   <translation>Behält die allgemeine Fähigkeit; kleinere Änderung.</translation>
  </message>
  <message>
   <source>Quick trial</source>
   <translation>Schneller Versuch</translation>
  </message>
  <message>
   <source>60 corrections, to see whether it works at all.</source>
   <translation>60 Korrekturen, um zu sehen, ob es überhaupt geht.</translation>
  </message>
  <message>
   <source>As the desktop has it</source>
   <translation>Wie die Arbeitsfläche</translation>
  </message>
  <message>
   <source>%1 s</source>
   <translation>%1 s</translation>
  </message>
  <message>
   <source>%1 min %2 s</source>
   <translation>%1 min %2 s</translation>
  </message>
  <message>
   <source>%1 h %2 min</source>
   <translation>%1 h %2 min</translation>
  </message>
  <message>
   <source>not a number</source>
   <translation>keine Zahl</translation>
  </message>
  <message>
   <source>%1 %</source>
   <translation>%1 %</translation>
  </message>
  <message>
   <source>%1 MB</source>
   <translation>%1 MB</translation>
  </message>
  <message>
   <source>%1 GB</source>
   <translation>%1 GB</translation>
  </message>
  <message>
   <source>just now</source>
   <translation>gerade eben</translation>
  </message>
  <message>
   <source>%1 min ago</source>
   <translation>vor %1 min</translation>
  </message>
  <message>
   <source>today %1</source>
   <translation>heute %1</translation>
  </message>
  <message>
   <source>yesterday %1</source>
   <translation>gestern %1</translation>
  </message>
  <message>
   <source>Loading the model</source>
   <translation>Modell wird geladen</translation>
  </message>
  <message>
   <source>Reading your examples</source>
   <translation>Ihre Beispiele werden gelesen</translation>
  </message>
  <message>
   <source>Checking that it fits</source>
   <translation>Es wird geprüft, ob es passt</translation>
  </message>
  <message>
   <source>First look at the base model</source>
   <translation>Erster Blick auf das Basismodell</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Measuring</source>
   <translation>Es wird gemessen</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Waiting for space on the disk</source>
   <translation>Wartet auf Platz auf der Platte</translation>
  </message>
  <message>
   <source>Saving</source>
   <translation>Wird gespeichert</translation>
  </message>
  <message>
   <source>Going on</source>
   <translation>Geht weiter</translation>
  </message>
  <message>
   <source>Reading base and adapter</source>
   <translation>Basis und Adapter werden gelesen</translation>
  </message>
  <message>
   <source>Writing the files</source>
   <translation>Die Dateien werden geschrieben</translation>
  </message>
  <message>
   <source>Asking the trained adapter</source>
   <translation>Der trainierte Adapter wird gefragt</translation>
  </message>
  <message>
   <source>Asking on its own base</source>
   <translation>Auf der eigenen Basis wird gefragt</translation>
  </message>
  <message>
   <source>Asking on the other base</source>
   <translation>Auf der anderen Basis wird gefragt</translation>
  </message>
  <message>
   <source>Asking what was written</source>
   <translation>Das Geschriebene wird gefragt</translation>
  </message>
  <message>
   <source>Taking hashes</source>
   <translation>Prüfsummen werden gebildet</translation>
  </message>
  <message>
   <source>Reading everyday text</source>
   <translation>Alltagstext wird gelesen</translation>
  </message>
  <message>
   <source>Asking for trained examples</source>
   <translation>Nach trainierten Beispielen wird gefragt</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>Beginnt</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>Läuft</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Finished early</source>
   <translation>Früher fertig</translation>
  </message>
  <message>
   <source>Stopped and kept</source>
   <translation>Angehalten und behalten</translation>
  </message>
  <message>
   <source>Interrupted</source>
   <translation>Unterbrochen</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Gescheitert</translation>
  </message>
  <message>
   <source>Not started</source>
   <translation>Nicht begonnen</translation>
  </message>
  <message>
   <source>Tokens in one pass</source>
   <translation>Token in einem Schritt</translation>
  </message>
  <message>
   <source>Memory or time: everything once more</source>
   <translation>Speicher oder Zeit: alles noch einmal</translation>
  </message>
  <message>
   <source>Layers adapted</source>
   <translation>Angepasste Schichten</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <source>Passes</source>
   <translation>Durchgänge</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Corrections</source>
   <translation>Korrekturen</translation>
  </message>
  <message>
   <source>Replace an earlier export</source>
   <translation>Früheren Export ersetzen</translation>
  </message>
  <message>
   <source>Your name</source>
   <translation>Ihr Name</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Where to</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>Threads</source>
   <translation>Threads</translation>
  </message>
  <message>
   <source>Gradient clipping</source>
   <translation>Begrenzung des Gradienten (clipping)</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ActivityPage</name>
  <message>
   <source>Activity</source>
   <translation>Aktivität</translation>
  </message>
  <message>
   <source>Now and next</source>
   <translation>Jetzt und danach</translation>
  </message>
  <message>
   <source>Watch</source>
   <translation>Zusehen</translation>
  </message>
  <message>
   <source>Work the queue off</source>
   <translation>Warteschlange abarbeiten</translation>
  </message>
  <message>
   <source>runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>time in training</source>
   <translation>Zeit im Training</translation>
  </message>
  <message>
   <source>tokens trained</source>
   <translation>trainierte Token</translation>
  </message>
  <message>
   <source>What was done</source>
   <translation>Was getan wurde</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>Wer</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>On what</source>
   <translation>Woran</translation>
  </message>
  <message>
   <source>Nothing is at work.</source>
   <translation>Es läuft nichts.</translation>
  </message>
  <message>
   <source>%1 · %2 · %3 · %4 left</source>
   <translation>%1 · %2 · %3 · noch %4</translation>
  </message>
  <message>
   <source>%1 · %2</source>
   <translation>%1 · %2</translation>
  </message>
  <message>
   <source>Nothing waits. A run that is started while another is at work waits here and starts by itself.</source>
   <translation>Nichts wartet. Ein Lauf, der gestartet wird, während ein anderer arbeitet, wartet hier und beginnt von selbst.</translation>
  </message>
  <message>
   <source>In order; the next starts when the one before has ended.</source>
   <translation>Der Reihe nach; der nächste beginnt, wenn der vorige zu Ende ist.</translation>
  </message>
  <message>
   <source>%1.  %2</source>
   <translation>%1.  %2</translation>
  </message>
  <message>
   <source>Earlier</source>
   <translation>Früher</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>Später</translation>
  </message>
  <message>
   <source>Take out of the queue</source>
   <translation>Aus der Warteschlange nehmen</translation>
  </message>
  <message>
   <source>%1 finished</source>
   <translation>%1 beendet</translation>
  </message>
  <message>
   <source>What works now, what waits, and everything that was done. The history can only grow; Ctrl+E saves what is shown.</source>
   <translation>Was gerade läuft, was wartet und alles, was getan wurde. Der Verlauf kann nur wachsen; Strg+E speichert, was gezeigt wird.</translation>
  </message>
  <message>
   <source>Save the history</source>
   <translation>Verlauf speichern</translation>
  </message>
  <message>
   <source>%1 could not be written. Choose another folder.</source>
   <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AdapterList</name>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>%1 · version %2</source>
   <translation>%1 · Version %2</translation>
  </message>
  <message>
   <source>%1 (base %2)</source>
   <translation>%1 (Basis %2)</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Called</source>
   <translation>Genannt</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Exact match</source>
   <translation>Genau richtig</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Rank</source>
   <translation>Rang</translation>
  </message>
  <message>
   <source>Licence of the base</source>
   <translation>Lizenz der Basis</translation>
  </message>
  <message>
   <source>Adapter, SHA-256</source>
   <translation>Adapter, SHA-256</translation>
  </message>
  <message>
   <source>Examples, SHA-256</source>
   <translation>Beispiele, SHA-256</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AdaptersPage</name>
  <message>
   <source>champion</source>
   <translation>Champion</translation>
  </message>
  <message>
   <source>challenger</source>
   <translation>Herausforderer</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>aufgenommen</translation>
  </message>
  <message>
   <source>taken in from a bundle</source>
   <translation>aus einem Bündel übernommen</translation>
  </message>
  <message>
   <source>card changed</source>
   <translation>Karte geändert</translation>
  </message>
  <message>
   <source>became %1</source>
   <translation>wurde %1</translation>
  </message>
  <message>
   <source>became %1 again</source>
   <translation>wurde wieder %1</translation>
  </message>
  <message>
   <source>exported as %1 %2</source>
   <translation>exportiert als %1 %2</translation>
  </message>
  <message>
   <source>Adapters</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Adapters appear when a run finishes</source>
   <translation>Adapter erscheinen, wenn ein Lauf zu Ende ist</translation>
  </message>
  <message>
   <source>Here they get a name and versions, a card that says what they are for, and leave the house in the form that another program needs, each with a certificate.</source>
   <translation>Hier bekommen sie einen Namen und Versionen, eine Karte, die sagt, wofür sie da sind, und verlassen das Haus in der Form, die ein anderes Programm braucht, jeder mit einem Zertifikat.</translation>
  </message>
  <message>
   <source>Try the starter experiment</source>
   <translation>Das Einstiegsexperiment versuchen</translation>
  </message>
  <message>
   <source>The licence of the base model, %1, restricts what may be done with a model made from it. Read it where you got the model; it goes into the export.</source>
   <translation>Die Lizenz des Basismodells, %1, schränkt ein, was mit einem daraus gemachten Modell getan werden darf. Lesen Sie sie dort, woher das Modell stammt; sie kommt mit in den Export.</translation>
  </message>
  <message>
   <source>I keep to it: export</source>
   <translation>Ich halte mich daran: exportieren</translation>
  </message>
  <message>
   <source>Take it in for this base</source>
   <translation>Für diese Basis aufnehmen</translation>
  </message>
  <message>
   <source>Search (Ctrl+F)</source>
   <translation>Suchen (Strg+F)</translation>
  </message>
  <message>
   <source>Search adapters</source>
   <translation>Adapter suchen</translation>
  </message>
  <message>
   <source>Take in …</source>
   <translation>Aufnehmen …</translation>
  </message>
  <message>
   <source>An adapter of PEFT or llama.cpp, or a bundle of another Graft</source>
   <translation>Ein Adapter von PEFT oder llama.cpp oder ein Bündel eines anderen Graft</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>Version</source>
   <translation>Version</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>By</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>History of the task</source>
   <translation>Verlauf der Aufgabe</translation>
  </message>
  <message>
   <source>What can be done with the adapter</source>
   <translation>Was mit dem Adapter getan werden kann</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>Card and use</source>
   <translation>Karte und Einsatz</translation>
  </message>
  <message>
   <source>Receipt</source>
   <translation>Beleg</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Train on</source>
   <translation>Weiter trainieren</translation>
  </message>
  <message>
   <source>A new run that goes on from this adapter, with these or other examples</source>
   <translation>Ein neuer Lauf, der von diesem Adapter aus weitergeht, mit diesen oder anderen Beispielen</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>Nachsehen</translation>
  </message>
  <message>
   <source>Are its files as they were when it was kept, and is its history whole?</source>
   <translation>Sind die Dateien so, wie sie aufgenommen wurden, und ist der Verlauf vollständig?</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Still only in its run. Kept under a task it gets a version, a card and a history, and stays when the run is thrown away.</source>
   <translation>Noch liegt er nur in seinem Lauf. Unter einer Aufgabe bekommt er Version, Karte und Verlauf und bleibt, wenn der Lauf weggeworfen wird.</translation>
  </message>
  <message>
   <source>Task of the new adapter</source>
   <translation>Aufgabe des neuen Adapters</translation>
  </message>
  <message>
   <source>Take in</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Adapters and bundles (adapter_config.json entry.json *.gguf)</source>
   <translation>Adapter und Bündel (adapter_config.json entry.json *.gguf)</translation>
  </message>
  <message>
   <source>%1: what does it do? A short name, such as tickets.</source>
   <translation>%1: Was tut er? Ein kurzer Name, etwa anfragen.</translation>
  </message>
  <message>
   <source>version %1</source>
   <translation>Version %1</translation>
  </message>
  <message>
   <source>In runs, not kept</source>
   <translation>In Läufen, nicht aufgenommen</translation>
  </message>
  <message>
   <source>%1 exactly right</source>
   <translation>%1 genau richtig</translation>
  </message>
  <message>
   <source>%1 → %2</source>
   <translation>%1 → %2</translation>
  </message>
  <message>
   <source>held-out rows exactly right</source>
   <translation>zurückgelegte Zeilen genau richtig</translation>
  </message>
  <message>
   <source>held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>licence of the base</source>
   <translation>Lizenz der Basis</translation>
  </message>
  <message>
   <source>not stated</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>model card</source>
   <translation>Modellkarte</translation>
  </message>
  <message>
   <source>complete</source>
   <translation>vollständig</translation>
  </message>
  <message numerus="yes">
   <source>%n open</source>
   <translation>
    <numerusform>%n offen</numerusform>
    <numerusform>%n offen</numerusform>
   </translation>
  </message>
  <message>
   <source>Adapters that are kept, by task and version. An export is read back and compared before it appears under its name. The champion is the version in use; promoting and rolling back need a name and stay in the history.</source>
   <translation>Aufbewahrte Adapter, nach Aufgabe und Version. Ein Export wird zurückgelesen und verglichen, bevor er unter seinem Namen erscheint. Der Champion ist die Version in Gebrauch; Befördern und Zurücknehmen brauchen einen Namen und bleiben im Verlauf.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AdaptersViewModel</name>
  <message>
   <source>Kept as version %1 of %2.</source>
   <translation>Als Version %1 von %2 aufgenommen.</translation>
  </message>
  <message>
   <source>Taken in as version %1 of %2.</source>
   <translation>Als Version %1 von %2 übernommen.</translation>
  </message>
  <message>
   <source>All %1 modules found their place.</source>
   <translation>Alle %1 Module haben ihren Platz gefunden.</translation>
  </message>
  <message>
   <source>Every one is zero: it answers as the base does.</source>
   <translation>Jedes ist null: Er antwortet wie die Basis.</translation>
  </message>
  <message>
   <source>%1 of them are zero.</source>
   <translation>%1 davon sind null.</translation>
  </message>
  <message>
   <source>Its signature was not looked at.</source>
   <translation>Die Signatur wurde nicht geprüft.</translation>
  </message>
  <message>
   <source>The card is saved.</source>
   <translation>Die Karte ist gespeichert.</translation>
  </message>
  <message>
   <source>%1 is the %2 now.</source>
   <translation>%1 ist jetzt %2.</translation>
  </message>
  <message>
   <source>The version before is the %1 again.</source>
   <translation>Die Version davor ist wieder %1.</translation>
  </message>
  <message>
   <source>Its files are as they were when it was kept, and its history is whole.</source>
   <translation>Die Dateien sind so, wie sie aufgenommen wurden, und der Verlauf ist vollständig.</translation>
  </message>
  <message>
   <source>The bundle lies at %1. It is not signed.</source>
   <translation>Das Bündel liegt unter %1. Es ist nicht signiert.</translation>
  </message>
  <message>
   <source>The bundle lies at %1, signed (model.sig).</source>
   <translation>Das Bündel liegt unter %1, signiert (model.sig).</translation>
  </message>
  <message>
   <source>Getting ready</source>
   <translation>Wird vorbereitet</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ApprovalPanel</name>
  <message>
   <source>What is it for?</source>
   <translation>Wofür ist er da?</translation>
  </message>
  <message>
   <source>What must it not be used for?</source>
   <translation>Wofür darf er nicht verwendet werden?</translation>
  </message>
  <message>
   <source>Where do the examples come from, and who agreed?</source>
   <translation>Woher stammen die Beispiele, und wer hat zugestimmt?</translation>
  </message>
  <message>
   <source>Who has looked at its answers?</source>
   <translation>Wer hat seine Antworten angesehen?</translation>
  </message>
  <message>
   <source>Whom to ask?</source>
   <translation>Wen kann man fragen?</translation>
  </message>
  <message>
   <source>Model card</source>
   <translation>Modellkarte</translation>
  </message>
  <message>
   <source>Save the card</source>
   <translation>Karte speichern</translation>
  </message>
  <message>
   <source>Your name</source>
   <translation>Ihr Name</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Make it the champion</source>
   <translation>Zum Champion machen</translation>
  </message>
  <message>
   <source>The version that is in use; programs that ask for the task get this one</source>
   <translation>Die Version, die im Einsatz ist; wer die Aufgabe verlangt, bekommt diese</translation>
  </message>
  <message>
   <source>Make it the challenger</source>
   <translation>Zum Herausforderer machen</translation>
  </message>
  <message>
   <source>The version that is being tried against the champion</source>
   <translation>Die Version, die gegen den Champion erprobt wird</translation>
  </message>
  <message>
   <source>Back to the one before</source>
   <translation>Zurück zum vorigen</translation>
  </message>
  <message>
   <source>Why (may stay empty)</source>
   <translation>Warum (darf leer bleiben)</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>Im Einsatz</translation>
  </message>
  <message>
   <source>complete</source>
   <translation>vollständig</translation>
  </message>
  <message>
   <source>%1 of %2 questions are open</source>
   <translation>%1 von %2 Fragen sind offen</translation>
  </message>
  <message>
   <source>Keep this adapter under a task first; then it gets a card, a history, and can be put to use.</source>
   <translation>Nehmen Sie den Adapter zuerst unter einer Aufgabe auf; dann bekommt er Karte und Verlauf und kann eingesetzt werden.</translation>
  </message>
  <message>
   <source>This version is the champion of %1: who asks for the task gets it.</source>
   <translation>Diese Version ist der Champion von %1: Wer die Aufgabe verlangt, bekommt sie.</translation>
  </message>
  <message>
   <source>A champion needs a complete card, and the name of who has looked at its answers.</source>
   <translation>Ein Champion braucht eine vollständige Karte und den Namen dessen, der seine Antworten angesehen hat.</translation>
  </message>
  <message>
   <source>A promotion names who has looked at the answers; it is written into the history.</source>
   <translation>Eine Beförderung nennt, wer die Antworten angesehen hat; sie kommt in den Verlauf.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AskTab</name>
  <message>
   <source>Ask both the same question</source>
   <translation>Beide dasselbe fragen</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>Frage</translation>
  </message>
  <message>
   <source>Ask both</source>
   <translation>Beide fragen</translation>
  </message>
  <message>
   <source>Word differences</source>
   <translation>Wortunterschiede</translation>
  </message>
  <message>
   <source>How sure</source>
   <translation>Wie sicher</translation>
  </message>
  <message>
   <source>Most new tokens</source>
   <translation>Höchstens neue Token</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startzahl</translation>
  </message>
  <message>
   <source>The same for all: the likeliest word each time, at most</source>
   <translation>Für alle gleich: jedes Mal das wahrscheinlichste Wort, höchstens</translation>
  </message>
  <message>
   <source>tokens, seed</source>
   <translation>Token, Startzahl</translation>
  </message>
  <message>
   <source>Held out:</source>
   <translation>Zurückgelegt:</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Ask all</source>
   <translation>Alle fragen</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Answer of %1</source>
   <translation>Antwort von %1</translation>
  </message>
  <message>
   <source>Its answer appears here.</source>
   <translation>Hier erscheint seine Antwort.</translation>
  </message>
  <message>
   <source>as it was before any training</source>
   <translation>wie es vor jedem Training war</translation>
  </message>
  <message>
   <source>KL from base %1 · adapter %2</source>
   <translation>KL zur Basis %1 · Adapter %2</translation>
  </message>
  <message>
   <source>Exactly the base model's answer.</source>
   <translation>Genau die Antwort des Basismodells.</translation>
  </message>
  <message>
   <source>Differs from word %1 on.</source>
   <translation>Weicht ab Wort %1 ab.</translation>
  </message>
  <message>
   <source>Its first token: %1 sure; the base's: %2.</source>
   <translation>Sein erstes Token: %1 sicher; das der Basis: %2.</translation>
  </message>
  <message>
   <source>Cut off at the limit.</source>
   <translation>An der Grenze abgeschnitten.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::BatchTab</name>
  <message>
   <source>%1 (%2 to %3)</source>
   <translation>%1 (%2 bis %3)</translation>
  </message>
  <message>
   <source>Better</source>
   <translation>Besser</translation>
  </message>
  <message>
   <source>Worse</source>
   <translation>Schlechter</translation>
  </message>
  <message>
   <source>Cannot tell yet</source>
   <translation>Noch nicht zu sagen</translation>
  </message>
  <message>
   <source>Fixed</source>
   <translation>Behoben</translation>
  </message>
  <message>
   <source>Regressed</source>
   <translation>Verschlechtert</translation>
  </message>
  <message>
   <source>Still wrong</source>
   <translation>Weiter falsch</translation>
  </message>
  <message>
   <source>Unchanged, right</source>
   <translation>Unverändert richtig</translation>
  </message>
  <message>
   <source>Exactly right: adapter %1, base %2, of %3 held-out rows; in brackets where the true share lies with 95 % certainty.</source>
   <translation>Genau richtig: Adapter %1, Basis %2, von %3 zurückgelegten Zeilen; in Klammern, wo der wahre Anteil mit 95 % Sicherheit liegt.</translation>
  </message>
  <message>
   <source>If the trend held, %1 more rows on which they differ would settle it.</source>
   <translation>Hielte der Trend an, entschieden %1 weitere Zeilen, in denen sie sich unterscheiden.</translation>
  </message>
  <message>
   <source>As many became right as became wrong.</source>
   <translation>Es wurden ebenso viele richtig wie falsch.</translation>
  </message>
  <message>
   <source>Asked</source>
   <translation>Gefragt</translation>
  </message>
  <message>
   <source>Expected</source>
   <translation>Erwartet</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Answers to held-out rows</source>
   <translation>Antworten auf zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>Not measured yet</source>
   <translation>Noch nicht gemessen</translation>
  </message>
  <message>
   <source>Base and adapter answer up to %1 rows that were never trained on; right is what equals the expected answer. What became right, what became wrong and whether that was more than chance stands here then.</source>
   <translation>Basis und Adapter beantworten bis zu %1 Zeilen, mit denen nie trainiert wurde; richtig ist, was der erwarteten Antwort gleicht. Was richtig wurde, was falsch wurde und ob das mehr als Zufall war, steht dann hier.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Measure again</source>
   <translation>Noch einmal messen</translation>
  </message>
  <message>
   <source>Measure on held-out rows</source>
   <translation>An zurückgelegten Zeilen messen</translation>
  </message>
  <message>
   <source>All %1</source>
   <translation>Alle %1</translation>
  </message>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::BlindTab</name>
  <message>
   <source>Questions of your own, one a line</source>
   <translation>Eigene Fragen, eine je Zeile</translation>
  </message>
  <message>
   <source>Held-out questions</source>
   <translation>Zurückgelegte Fragen</translation>
  </message>
  <message>
   <source>Start the vote</source>
   <translation>Abstimmung beginnen</translation>
  </message>
  <message>
   <source>and</source>
   <translation>und</translation>
  </message>
  <message>
   <source>held-out ones</source>
   <translation>zurückgelegte</translation>
  </message>
  <message>
   <source>Two answers stand side by side and you do not know whose they are. You choose the better one, again and again; at the end it is said whether that was more than chance.</source>
   <translation>Zwei Antworten stehen nebeneinander, und Sie wissen nicht, von wem sie sind. Sie wählen die bessere, immer wieder; am Ende wird gesagt, ob das mehr als Zufall war.</translation>
  </message>
  <message>
   <source>Vote: left, right, down for equal, up for both bad, Backspace to undo</source>
   <translation>Stimme: links, rechts, unten für gleich, oben für beide schlecht, Rücktaste nimmt zurück</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>←  Left is better</source>
   <translation>←  Links ist besser</translation>
  </message>
  <message>
   <source>↓  Equal</source>
   <translation>↓  Gleich</translation>
  </message>
  <message>
   <source>↑  Both bad</source>
   <translation>↑  Beide schlecht</translation>
  </message>
  <message>
   <source>Right is better  →</source>
   <translation>Rechts ist besser  →</translation>
  </message>
  <message>
   <source>Undo (Backspace)</source>
   <translation>Zurücknehmen (Rücktaste)</translation>
  </message>
  <message>
   <source>Vote on other questions</source>
   <translation>Über andere Fragen abstimmen</translation>
  </message>
  <message>
   <source>Undo the last vote</source>
   <translation>Letzte Stimme zurücknehmen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Question %1 of %2</source>
   <translation>Frage %1 von %2</translation>
  </message>
  <message>
   <source>The adapter is better</source>
   <translation>Der Adapter ist besser</translation>
  </message>
  <message>
   <source>The adapter is worse</source>
   <translation>Der Adapter ist schlechter</translation>
  </message>
  <message>
   <source>Cannot tell yet</source>
   <translation>Noch nicht zu sagen</translation>
  </message>
  <message>
   <source>You preferred the adapter %1 times and the base %2 times; %3 were equal, %4 both bad. </source>
   <translation>Sie haben den Adapter %1-mal und die Basis %2-mal vorgezogen; %3 waren gleich, %4 beide schlecht. </translation>
  </message>
  <message>
   <source>Its true share of wins lies between %1 and %2 with 95 % certainty (sign test: p = %3).</source>
   <translation>Sein wahrer Anteil an Siegen liegt mit 95 % Sicherheit zwischen %1 und %2 (Vorzeichentest: p = %3).</translation>
  </message>
  <message>
   <source>If the trend held, %1 more decided votes would settle it.</source>
   <translation>Hielte der Trend an, entschieden %1 weitere Stimmen.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ChartCard</name>
  <message>
   <source>%1 as a table</source>
   <translation>%1 als Tabelle</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>Glätten</translation>
  </message>
  <message>
   <source>Logarithmic scale</source>
   <translation>Logarithmische Skala</translation>
  </message>
  <message>
   <source>Leave outliers out of view</source>
   <translation>Ausreißer nicht zeigen</translation>
  </message>
  <message>
   <source>Show as table</source>
   <translation>Als Tabelle zeigen</translation>
  </message>
  <message>
   <source>Next x axis</source>
   <translation>Nächste x-Achse</translation>
  </message>
  <message>
   <source>Show everything</source>
   <translation>Alles zeigen</translation>
  </message>
  <message>
   <source>Over the whole screen</source>
   <translation>Über den ganzen Bildschirm</translation>
  </message>
  <message>
   <source>Copy picture</source>
   <translation>Bild kopieren</translation>
  </message>
  <message>
   <source>Save as PNG …</source>
   <translation>Als PNG sichern …</translation>
  </message>
  <message>
   <source>Save as SVG …</source>
   <translation>Als SVG sichern …</translation>
  </message>
  <message>
   <source>Save numbers as CSV …</source>
   <translation>Zahlen als CSV sichern …</translation>
  </message>
  <message>
   <source>Options of the chart %1</source>
   <translation>Optionen des Diagramms %1</translation>
  </message>
  <message>
   <source>View, copy, save</source>
   <translation>Ansicht, kopieren, sichern</translation>
  </message>
  <message>
   <source>at %1 %2</source>
   <translation>bei %1 %2</translation>
  </message>
  <message numerus="yes">
   <source>%n value(s) of zero or below cannot be drawn on this scale</source>
   <translation>
    <numerusform>%n Werte von null oder darunter lassen sich auf dieser Skala nicht zeichnen</numerusform>
    <numerusform>%n Werte von null oder darunter lassen sich auf dieser Skala nicht zeichnen</numerusform>
   </translation>
  </message>
  <message>
   <source>the farthest values lie outside the picture</source>
   <translation>die fernsten Werte liegen außerhalb des Bildes</translation>
  </message>
  <message>
   <source>%1: last value %2 of %3</source>
   <translation>%1: letzter Wert %2 von %3</translation>
  </message>
  <message>
   <source>Chart %1</source>
   <translation>Diagramm %1</translation>
  </message>
  <message>
   <source>Press T for the table, left and right for single values.</source>
   <translation>T zeigt die Tabelle, links und rechts einzelne Werte.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::CheckPage</name>
  <message>
   <source>%1 ×</source>
   <translation>%1 ×</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Nothing to check yet</source>
   <translation>Noch nichts zu prüfen</translation>
  </message>
  <message>
   <source>When a run has finished, this page tells what the adapter costs elsewhere: whether everyday language still works, and whether it recites your examples.</source>
   <translation>Wenn ein Lauf zu Ende ist, sagt diese Seite, was der Adapter anderswo kostet: ob die Alltagssprache noch geht und ob er Ihre Beispiele aufsagt.</translation>
  </message>
  <message>
   <source>Try the starter experiment</source>
   <translation>Das Einstiegsexperiment versuchen</translation>
  </message>
  <message>
   <source>Not checked yet</source>
   <translation>Noch nicht geprüft</translation>
  </message>
  <message>
   <source>The check reads forty passages of everyday text and your held-out examples at several strengths of the adapter, and gives it the first half of trained examples. It changes nothing and takes one to two minutes with the starter model.</source>
   <translation>Die Prüfung liest vierzig Abschnitte Alltagstext und Ihre zurückgelegten Beispiele mit mehreren Stärken des Adapters und gibt ihm die erste Hälfte trainierter Beispiele. Sie ändert nichts und dauert mit dem Einstiegsmodell ein bis zwei Minuten.</translation>
  </message>
  <message>
   <source>Run the check</source>
   <translation>Prüfung beginnen</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Progress of the check</source>
   <translation>Fortschritt der Prüfung</translation>
  </message>
  <message>
   <source>How surprised the model is by everyday text that has nothing to do with your task: news, recipes, letters, code, four languages. Up to 1.02 times the base's perplexity is unchanged for practical purposes, over 1.10 times is damage.</source>
   <translation>Wie überrascht das Modell von Alltagstext ist, der mit Ihrer Aufgabe nichts zu tun hat: Nachrichten, Rezepte, Briefe, Code, vier Sprachen. Bis zum 1,02-Fachen der Perplexität der Basis ist praktisch unverändert, über dem 1,10-Fachen ist ein Schaden.</translation>
  </message>
  <message>
   <source>perplexity of everyday text, to the base</source>
   <translation>Perplexität bei Alltagstext, zur Basis</translation>
  </message>
  <message>
   <source>nats a token away from the base (KL)</source>
   <translation>Nat je Token von der Basis entfernt (KL)</translation>
  </message>
  <message>
   <source>held-out loss, base to adapter</source>
   <translation>Verlust auf zurückgelegten, Basis bis Adapter</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>The adapter can be applied more gently or more firmly than it was trained. Look for the strength at which your held-out examples are still good and everyday text is still fine; it can be chosen when you export.</source>
   <translation>Der Adapter kann sanfter oder kräftiger angewandt werden, als er trainiert wurde. Suchen Sie die Stärke, bei der Ihre zurückgelegten Beispiele noch gut sind und Alltagstext noch geht; sie lässt sich beim Export wählen.</translation>
  </message>
  <message>
   <source>Loss by strength</source>
   <translation>Verlust nach Stärke</translation>
  </message>
  <message>
   <source>Strength (0 is the base model, 1 as it was trained)</source>
   <translation>Stärke (0 ist das Basismodell, 1 wie trainiert)</translation>
  </message>
  <message>
   <source>Save the chart</source>
   <translation>Diagramm sichern</translation>
  </message>
  <message>
   <source>%1 cannot be written.</source>
   <translation>%1 kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Everyday text, loss</source>
   <translation>Alltagstext, Verlust</translation>
  </message>
  <message>
   <source>Perplexity to base</source>
   <translation>Perplexität zur Basis</translation>
  </message>
  <message>
   <source>KL from base</source>
   <translation>KL zur Basis</translation>
  </message>
  <message>
   <source>Everyday text</source>
   <translation>Alltagstext</translation>
  </message>
  <message>
   <source>Losses by strength</source>
   <translation>Verluste nach Stärke</translation>
  </message>
  <message>
   <source>The first half of up to 100 trained examples is given, and it is seen whether the rest comes back word for word where the base model would not have said it. An adapter that recites can give away what stands in your examples.</source>
   <translation>Die erste Hälfte von bis zu 100 trainierten Beispielen wird vorgegeben, und es wird gesehen, ob der Rest Wort für Wort zurückkommt, wo das Basismodell ihn nicht gesagt hätte. Ein Adapter, der aufsagt, kann verraten, was in Ihren Beispielen steht.</translation>
  </message>
  <message>
   <source>Row</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Given</source>
   <translation>Vorgegeben</translation>
  </message>
  <message>
   <source>Came back</source>
   <translation>Zurückgekommen</translation>
  </message>
  <message>
   <source>Looks personal</source>
   <translation>Wirkt persönlich</translation>
  </message>
  <message>
   <source>Recited examples</source>
   <translation>Aufgesagte Beispiele</translation>
  </message>
  <message>
   <source>Choose a base …</source>
   <translation>Basis wählen …</translation>
  </message>
  <message>
   <source>The other base model</source>
   <translation>Das andere Basismodell</translation>
  </message>
  <message>
   <source>Models (*.gguf config.json)</source>
   <translation>Modelle (*.gguf config.json)</translation>
  </message>
  <message>
   <source>On another base</source>
   <translation>Auf einer anderen Basis</translation>
  </message>
  <message>
   <source>A new version of the base model has the same shape, so the adapter can be put on it. Whether it still does its work there is measured: held-out examples on both, and the same questions asked of both.</source>
   <translation>Eine neue Version des Basismodells hat dieselbe Form, also passt der Adapter darauf. Ob er dort noch seine Arbeit tut, wird gemessen: zurückgelegte Beispiele auf beiden und dieselben Fragen an beide.</translation>
  </message>
  <message>
   <source>On</source>
   <translation>Auf</translation>
  </message>
  <message>
   <source>Held-out loss without</source>
   <translation>Verlust auf zurückgelegten ohne</translation>
  </message>
  <message>
   <source>with the adapter</source>
   <translation>mit dem Adapter</translation>
  </message>
  <message>
   <source>Exactly right</source>
   <translation>Genau richtig</translation>
  </message>
  <message>
   <source>The adapter on both bases</source>
   <translation>Der Adapter auf beiden Basen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Check again</source>
   <translation>Noch einmal prüfen</translation>
  </message>
  <message>
   <source>Of the answers to %1 questions %2 of the tokens are the same.</source>
   <translation>In den Antworten auf %1 Fragen sind %2 der Token gleich.</translation>
  </message>
  <message>
   <source>checked %1</source>
   <translation>geprüft %1</translation>
  </message>
  <message>
   <source>%1 to %2</source>
   <translation>%1 bis %2</translation>
  </message>
  <message>
   <source>%1 rows</source>
   <translation>%1 Zeilen</translation>
  </message>
  <message>
   <source>At strength %1 everyday text is kept, and your held-out examples are still answered better than by the base model.</source>
   <translation>Bei Stärke %1 bleibt Alltagstext erhalten, und Ihre zurückgelegten Beispiele werden noch besser beantwortet als vom Basismodell.</translation>
  </message>
  <message>
   <source>Export at this strength</source>
   <translation>Mit dieser Stärke exportieren</translation>
  </message>
  <message>
   <source>For a task of its own, such as sorting messages, this may not matter. For conversations train again more gently: the goal “Careful”, fewer passes, or ordinary questions with good answers among your examples.</source>
   <translation>Für eine eigene Aufgabe, etwa Nachrichten sortieren, ist das vielleicht gleichgültig. Für Gespräche trainieren Sie sanfter: Ziel „Vorsichtig“, weniger Durchgänge oder gewöhnliche Fragen mit guten Antworten unter Ihren Beispielen.</translation>
  </message>
  <message>
   <source>Train again</source>
   <translation>Noch einmal trainieren</translation>
  </message>
  <message>
   <source>held-out examples</source>
   <translation>zurückgelegte Beispiele</translation>
  </message>
  <message>
   <source>everyday text</source>
   <translation>Alltagstext</translation>
  </message>
  <message>
   <source>0 (base model)</source>
   <translation>0 (Basismodell)</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>erhalten</translation>
  </message>
  <message>
   <source>slightly reduced</source>
   <translation>leicht verringert</translation>
  </message>
  <message>
   <source>damaged</source>
   <translation>beschädigt</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <source>What the training cost elsewhere: how everyday text became harder, whether answers repeat examples word for word, and what less strength would do. Do this before an adapter is given to others.</source>
   <translation>Was das Training anderswo gekostet hat: wie viel schwerer Alltagstext wurde, ob Antworten Beispiele Wort für Wort wiederholen und was weniger Stärke bewirken würde. Tun Sie das, bevor ein Adapter an andere geht.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::CheckViewModel</name>
  <message>
   <source>General ability kept.</source>
   <translation>Allgemeine Fähigkeit erhalten.</translation>
  </message>
  <message>
   <source>General ability slightly reduced.</source>
   <translation>Allgemeine Fähigkeit leicht verringert.</translation>
  </message>
  <message>
   <source>General ability damaged.</source>
   <translation>Allgemeine Fähigkeit beschädigt.</translation>
  </message>
  <message>
   <source>No example of the training data is long enough to be recited.</source>
   <translation>Kein Beispiel der Trainingsdaten ist lang genug, um aufgesagt zu werden.</translation>
  </message>
  <message>
   <source>None of %1 trained examples is recited word for word.</source>
   <translation>Keines von %1 trainierten Beispielen wird Wort für Wort aufgesagt.</translation>
  </message>
  <message>
   <source>%1 of %2 trained examples are recited word for word, with what looks like personal data among them.</source>
   <translation>%1 von %2 trainierten Beispielen werden Wort für Wort aufgesagt, darunter, was nach persönlichen Daten aussieht.</translation>
  </message>
  <message>
   <source>%1 of %2 trained examples are recited word for word.</source>
   <translation>%1 von %2 trainierten Beispielen werden Wort für Wort aufgesagt.</translation>
  </message>
  <message>
   <source>Getting ready</source>
   <translation>Wird vorbereitet</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::CommandPalette</name>
  <message>
   <source>Name of a page, a command or a run</source>
   <translation>Name einer Seite, eines Befehls oder eines Laufs</translation>
  </message>
  <message>
   <source>Search runs and commands</source>
   <translation>Läufe und Befehle suchen</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <source>page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Start the starter experiment</source>
   <translation>Das Einstiegsexperiment beginnen</translation>
  </message>
  <message>
   <source>command</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Light appearance</source>
   <translation>Helles Aussehen</translation>
  </message>
  <message>
   <source>Dark appearance</source>
   <translation>Dunkles Aussehen</translation>
  </message>
  <message>
   <source>Appearance of the desktop</source>
   <translation>Aussehen der Arbeitsfläche</translation>
  </message>
  <message>
   <source>run, %1</source>
   <translation>Lauf, %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ComparePage</name>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Nothing to compare yet</source>
   <translation>Noch nichts zu vergleichen</translation>
  </message>
  <message>
   <source>When a run has finished, its answers stand here beside the base model's, and it is measured whether they are better.</source>
   <translation>Wenn ein Lauf zu Ende ist, stehen seine Antworten hier neben denen des Basismodells, und es wird gemessen, ob sie besser sind.</translation>
  </message>
  <message>
   <source>Try the starter experiment</source>
   <translation>Das Einstiegsexperiment versuchen</translation>
  </message>
  <message>
   <source>Strength of the adapters</source>
   <translation>Stärke der Adapter</translation>
  </message>
  <message>
   <source>1 is as they were trained, 0 the base model</source>
   <translation>1 ist wie trainiert, 0 das Basismodell</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Report …</source>
   <translation>Bericht …</translation>
  </message>
  <message>
   <source>One file with the verdict, its numbers, all answers and hashes, as HTML or PDF</source>
   <translation>Eine Datei mit dem Urteil, seinen Zahlen, allen Antworten und Prüfsummen, als HTML oder PDF</translation>
  </message>
  <message>
   <source>Ways to compare</source>
   <translation>Arten zu vergleichen</translation>
  </message>
  <message>
   <source>Ask</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>Held-out rows</source>
   <translation>Zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>Blind vote</source>
   <translation>Blinde Abstimmung</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht sichern</translation>
  </message>
  <message>
   <source>The report was saved to %1.</source>
   <translation>Der Bericht wurde unter %1 gesichert.</translation>
  </message>
  <message>
   <source>%1 could not be written. Choose another folder.</source>
   <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>Urteil</translation>
  </message>
  <message>
   <source>Fixed, regressed</source>
   <translation>Behoben, verschlechtert</translation>
  </message>
  <message>
   <source>%1 and %2</source>
   <translation>%1 und %2</translation>
  </message>
  <message>
   <source>KL from the base</source>
   <translation>KL zur Basis</translation>
  </message>
  <message>
   <source>Base model and adapter answer the same questions over one copy of the weights. Ask shows one question word by word; Held-out rows measures on examples that were never trained on and gives a verdict; Blind vote lets you choose without knowing whose answer it is.

D marks what differs, Y shows how sure each word was, Ctrl+E saves a report.</source>
   <translation>Basismodell und Adapter beantworten dieselben Fragen über einer Kopie der Gewichte. „Fragen“ zeigt eine Frage Wort für Wort; „Zurückgelegte Zeilen“ misst an Beispielen, mit denen nie trainiert wurde, und gibt ein Urteil; „Blinde Abstimmung“ lässt Sie wählen, ohne dass Sie wissen, von wem die Antwort ist.

D markiert, was sich unterscheidet, Y zeigt, wie sicher jedes Wort war, Strg+E speichert einen Bericht.</translation>
  </message>
  <message>
   <source>Base model and</source>
   <translation>Basismodell und</translation>
  </message>
  <message>
   <source>Adapter %1</source>
   <translation>Adapter %1</translation>
  </message>
  <message>
   <source>take away</source>
   <translation>wegnehmen</translation>
  </message>
  <message>
   <source>add another …</source>
   <translation>weiterer …</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::CompareViewModel</name>
  <message>
   <source>Loading the model</source>
   <translation>Modell wird geladen</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>This adapter came without its examples, so there are no held-out rows to measure. Ask it something, or vote on your own questions.</source>
   <translation>Dieser Adapter kam ohne seine Beispiele, also gibt es keine zurückgelegten Zeilen zu messen. Fragen Sie ihn etwas, oder stimmen Sie über eigene Fragen ab.</translation>
  </message>
  <message>
   <source>Write at least one question, or take some held-out ones.</source>
   <translation>Schreiben Sie mindestens eine Frage, oder nehmen Sie einige zurückgelegte.</translation>
  </message>
  <message>
   <source>Both gave the same answer to every question, so there is nothing to vote on.</source>
   <translation>Beide gaben auf jede Frage dieselbe Antwort, also gibt es nichts abzustimmen.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::DataPage</name>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Choose another file …</source>
   <translation>Andere Datei wählen …</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Datasets</source>
   <translation>Datensätze</translation>
  </message>
  <message>
   <source>Import …</source>
   <translation>Importieren …</translation>
  </message>
  <message>
   <source>Bring your examples</source>
   <translation>Bringen Sie Ihre Beispiele</translation>
  </message>
  <message>
   <source>A table with one example a row: what is asked, and the answer that you want. CSV, Excel, JSONL, JSON, Parquet or text. Drop it here, or choose it. Your file stays as it is.</source>
   <translation>Eine Tabelle mit einem Beispiel je Zeile: was gefragt wird und welche Antwort Sie wollen. CSV, Excel, JSONL, JSON, Parquet oder Text. Ziehen Sie sie hierher, oder wählen Sie sie aus. Ihre Datei bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>Choose a file …</source>
   <translation>Datei wählen …</translation>
  </message>
  <message>
   <source>Your examples</source>
   <translation>Ihre Beispiele</translation>
  </message>
  <message>
   <source>Tables and texts (*.csv *.tsv *.xlsx *.jsonl *.json *.parquet *.txt *.md);;All files (*)</source>
   <translation>Tabellen und Texte (*.csv *.tsv *.xlsx *.jsonl *.json *.parquet *.txt *.md);;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>%1
version %2 · %3 rows</source>
   <translation>%1
Version %2 · %3 Zeilen</translation>
  </message>
  <message>
   <source>Save the rows</source>
   <translation>Zeilen speichern</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Kind of examples</source>
   <translation>Art der Beispiele</translation>
  </message>
  <message>
   <source>column %1</source>
   <translation>Spalte %1</translation>
  </message>
  <message>
   <source>Comes from</source>
   <translation>Kommt von</translation>
  </message>
  <message>
   <source>version %1</source>
   <translation>Version %1</translation>
  </message>
  <message>
   <source>Changed by you</source>
   <translation>Von Ihnen geändert</translation>
  </message>
  <message>
   <source>%1 corrected, %2 removed, %3 moved, %4 masked</source>
   <translation>%1 berichtigt, %2 entfernt, %3 verschoben, %4 verdeckt</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>Examples to learn from, one a row: what is asked, and the answer that you want. The rows on the right are shown as the model reads them; only what is underlined is learned.

Return corrects a row, Del removes it, F8 goes to the next one that wants looking at, Ctrl+Z takes back. Changes become a new version when they are saved; the one before stays. Ctrl+E saves the rows that are listed.</source>
   <translation>Beispiele zum Lernen, eines je Zeile: was gefragt wird und die Antwort, die Sie wollen. Rechts steht die Zeile, wie das Modell sie liest; nur was unterstrichen ist, wird gelernt.

Eingabe berichtigt eine Zeile, Entf entfernt sie, F8 geht zur nächsten, die angesehen werden will, Strg+Z nimmt zurück. Änderungen werden beim Speichern eine neue Version; die vorige bleibt. Strg+E speichert die gezeigten Zeilen.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::DataViewModel</name>
  <message>
   <source>the model's template is being read</source>
   <translation>die Vorlage des Modells wird gelesen</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::DatasetEdits</name>
  <message>
   <source>Saved as version %1.</source>
   <translation>Als Version %1 gespeichert.</translation>
  </message>
  <message>
   <source>That is what version %1 holds already.</source>
   <translation>Das enthält Version %1 bereits.</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) stay held out: they say nearly the same as held-out rows.</source>
   <translation>
    <numerusform>%n Zeile bleibt zurückgelegt: Sie sagt fast dasselbe wie zurückgelegte Zeilen.</numerusform>
    <numerusform>%n Zeilen bleiben zurückgelegt: Sie sagen fast dasselbe wie zurückgelegte Zeilen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) corrected</source>
   <translation>
    <numerusform>%n Zeile berichtigt</numerusform>
    <numerusform>%n Zeilen berichtigt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) removed</source>
   <translation>
    <numerusform>%n Zeile entfernt</numerusform>
    <numerusform>%n Zeilen entfernt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) moved</source>
   <translation>
    <numerusform>%n Zeile verschoben</numerusform>
    <numerusform>%n Zeilen verschoben</numerusform>
   </translation>
  </message>
  <message>
   <source>split anew, %1 held out</source>
   <translation>neu aufgeteilt, %1 zurückgelegt</translation>
  </message>
  <message>
   <source>personal data masked in all rows</source>
   <translation>persönliche Daten in allen Zeilen verdeckt</translation>
  </message>
  <message>
   <source>, </source>
   <translation>, </translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ExamplesModel</name>
  <message>
   <source>removed •</source>
   <translation>entfernt •</translation>
  </message>
  <message>
   <source>measure •</source>
   <translation>messen •</translation>
  </message>
  <message>
   <source>measure</source>
   <translation>messen</translation>
  </message>
  <message>
   <source>learn •</source>
   <translation>lernen •</translation>
  </message>
  <message>
   <source>learn</source>
   <translation>lernen</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Used to</source>
   <translation>Dient zum</translation>
  </message>
  <message>
   <source>Asked</source>
   <translation>Gefragt</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ExportPanel</name>
  <message>
   <source>PEFT folder (Python)</source>
   <translation>PEFT-Ordner (Python)</translation>
  </message>
  <message>
   <source>A small folder that transformers and PEFT load beside the base model. Nothing is lost.</source>
   <translation>Ein kleiner Ordner, den transformers und PEFT neben dem Basismodell laden. Nichts geht verloren.</translation>
  </message>
  <message>
   <source>GGUF adapter (llama.cpp)</source>
   <translation>GGUF-Adapter (llama.cpp)</translation>
  </message>
  <message>
   <source>One small file that llama.cpp and programs made with it load beside the base model in GGUF.</source>
   <translation>Eine kleine Datei, die llama.cpp und darauf gebaute Programme neben dem Basismodell in GGUF laden.</translation>
  </message>
  <message>
   <source>Whole model (Python)</source>
   <translation>Ganzes Modell (Python)</translation>
  </message>
  <message>
   <source>Base and adapter as one model in the form of Hugging Face, with tokenizer and chat template.</source>
   <translation>Basis und Adapter als ein Modell in der Form von Hugging Face, mit Tokenizer und Gesprächsvorlage.</translation>
  </message>
  <message>
   <source>Whole model (GGUF)</source>
   <translation>Ganzes Modell (GGUF)</translation>
  </message>
  <message>
   <source>Base and adapter as one file, in as many bits as you like. Fewer bits are smaller and cost accuracy; the certificate says how much.</source>
   <translation>Basis und Adapter als eine Datei, mit so vielen Bits, wie Sie möchten. Weniger Bits sind kleiner und kosten Genauigkeit; das Zertifikat sagt, wie viel.</translation>
  </message>
  <message>
   <source>Ollama folder</source>
   <translation>Ollama-Ordner</translation>
  </message>
  <message>
   <source>A Modelfile with the model, its template and its stop words, for “ollama create”.</source>
   <translation>Ein Modelfile mit dem Modell, seiner Vorlage und seinen Stoppwörtern, für „ollama create“.</translation>
  </message>
  <message>
   <source>Bundle to hand on</source>
   <translation>Bündel zum Weitergeben</translation>
  </message>
  <message>
   <source>Adapter, lineage, model card and history as one folder that another Graft takes in, signed with your key if you have one.</source>
   <translation>Adapter, Herkunft, Modellkarte und Verlauf als ein Ordner, den ein anderes Graft aufnimmt, mit Ihrem Schlüssel signiert, wenn Sie einen haben.</translation>
  </message>
  <message>
   <source>F32 · 32 bits, exact</source>
   <translation>F32 · 32 Bit, exakt</translation>
  </message>
  <message>
   <source>F16 · 16 bits</source>
   <translation>F16 · 16 Bit</translation>
  </message>
  <message>
   <source>BF16 · 16 bits</source>
   <translation>BF16 · 16 Bit</translation>
  </message>
  <message>
   <source>Q8_0 · 8 bits, hardly a difference</source>
   <translation>Q8_0 · 8 Bit, kaum ein Unterschied</translation>
  </message>
  <message>
   <source>Q6_K · 6 bits</source>
   <translation>Q6_K · 6 Bit</translation>
  </message>
  <message>
   <source>Q5_K · 5 bits</source>
   <translation>Q5_K · 5 Bit</translation>
  </message>
  <message>
   <source>Q4_K · 4 bits, small</source>
   <translation>Q4_K · 4 Bit, klein</translation>
  </message>
  <message>
   <source>Number format</source>
   <translation>Zahlenformat</translation>
  </message>
  <message>
   <source>Strength of the adapter</source>
   <translation>Stärke des Adapters</translation>
  </message>
  <message>
   <source>1 is the adapter as it was trained; the Check page shows what less or more of it does</source>
   <translation>1 ist der Adapter, wie er trainiert wurde; die Seite Prüfen zeigt, was weniger oder mehr davon bewirkt</translation>
  </message>
  <message>
   <source>for example llama3.2:1b; empty: the whole model is written</source>
   <translation>etwa llama3.2:1b; leer: das ganze Modell wird geschrieben</translation>
  </message>
  <message>
   <source>Name of the base model in Ollama</source>
   <translation>Name des Basismodells in Ollama</translation>
  </message>
  <message>
   <source>private key (P-256, PEM); empty: not signed</source>
   <translation>privater Schlüssel (P-256, PEM); leer: nicht signiert</translation>
  </message>
  <message>
   <source>Key to sign with</source>
   <translation>Schlüssel zum Signieren</translation>
  </message>
  <message>
   <source>Choose …</source>
   <translation>Wählen …</translation>
  </message>
  <message>
   <source>Choose a key</source>
   <translation>Schlüssel wählen</translation>
  </message>
  <message>
   <source>Private key</source>
   <translation>Privater Schlüssel</translation>
  </message>
  <message>
   <source>Keys (*.pem);;All files (*)</source>
   <translation>Schlüssel (*.pem);;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Where to</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>Choose where to</source>
   <translation>Ziel wählen</translation>
  </message>
  <message>
   <source>Replace an earlier export</source>
   <translation>Früheren Export ersetzen</translation>
  </message>
  <message>
   <source>Progress of the export</source>
   <translation>Fortschritt des Exports</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Base in Ollama</source>
   <translation>Basis in Ollama</translation>
  </message>
  <message>
   <source>Sign with</source>
   <translation>Signieren mit</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>Geschrieben</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>Written files</source>
   <translation>Geschriebene Dateien</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Pack</source>
   <translation>Packen</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>Every export is read back and compared with the trained adapter.</source>
   <translation>Jeder Export wird zurückgelesen und mit dem trainierten Adapter verglichen.</translation>
  </message>
  <message>
   <source>Open the certificate</source>
   <translation>Zertifikat öffnen</translation>
  </message>
  <message>
   <source>It lies at %1.</source>
   <translation>Er liegt unter %1.</translation>
  </message>
  <message>
   <source>Compared on %1 prompts: %2 of the tokens are the same, %3 nats apart on average, %4 of %1 greedy answers are equal.</source>
   <translation>Verglichen an %1 Fragen: %2 der Token sind gleich, im Mittel %3 Nat Abstand, %4 von %1 gierigen Antworten sind gleich.</translation>
  </message>
  <message>
   <source>The history of the adapter has no line about this: %1</source>
   <translation>Der Verlauf des Adapters hat keine Zeile darüber: %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HomePage</name>
  <message>
   <source>Home</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Try it now</source>
   <translation>Jetzt ausprobieren</translation>
  </message>
  <message>
   <source>A small language model learns to sort bank customers' messages into 12 intents, and is measured on messages that it has never seen.</source>
   <translation>Ein kleines Sprachmodell lernt, Nachrichten von Bankkunden in 12 Anliegen zu sortieren, und wird an Nachrichten gemessen, die es nie gesehen hat.</translation>
  </message>
  <message>
   <source>SmolLM2 135M · 600 real messages · about 3 minutes · 1.1 GB of memory · nothing leaves this machine</source>
   <translation>SmolLM2 135M · 600 echte Nachrichten · etwa 3 Minuten · 1,1 GB Speicher · nichts verlässt diesen Rechner</translation>
  </message>
  <message>
   <source>Start the experiment</source>
   <translation>Experiment beginnen</translation>
  </message>
  <message>
   <source>Your own examples</source>
   <translation>Ihre eigenen Beispiele</translation>
  </message>
  <message>
   <source>Drop a table of questions and answers here: CSV, Excel, JSONL, JSON, Parquet or text.</source>
   <translation>Ziehen Sie eine Tabelle mit Fragen und Antworten hierher: CSV, Excel, JSONL, JSON, Parquet oder Text.</translation>
  </message>
  <message>
   <source>Choose a file …</source>
   <translation>Datei wählen …</translation>
  </message>
  <message>
   <source>Recent runs</source>
   <translation>Letzte Läufe</translation>
  </message>
  <message>
   <source>Watch the run</source>
   <translation>Dem Lauf zusehen</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <source>Open run %1, %2</source>
   <translation>Lauf %1 öffnen, %2</translation>
  </message>
  <message>
   <source>held-out loss %1</source>
   <translation>Verlust auf zurückgelegten %1</translation>
  </message>
  <message>
   <source>exact match %1</source>
   <translation>genau richtig %1</translation>
  </message>
  <message>
   <source>This machine</source>
   <translation>Dieser Rechner</translation>
  </message>
  <message>
   <source>Your examples</source>
   <translation>Ihre Beispiele</translation>
  </message>
  <message>
   <source>Tables and texts (*.csv *.tsv *.xlsx *.jsonl *.json *.parquet *.txt *.md)</source>
   <translation>Tabellen und Texte (*.csv *.tsv *.xlsx *.jsonl *.json *.parquet *.txt *.md)</translation>
  </message>
  <message>
   <source>Where to begin and what goes on. Try it now trains a small model on 600 real messages in a few minutes; nothing has to be typed. Or drop a file with examples of your own.</source>
   <translation>Wo Sie beginnen und was gerade geschieht. „Jetzt ausprobieren“ trainiert in wenigen Minuten ein kleines Modell mit 600 echten Nachrichten; es muss nichts getippt werden. Oder legen Sie eine Datei mit eigenen Beispielen ab.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HomeViewModel</name>
  <message>
   <source> · cores: %1</source>
   <translation> · Kerne: %1</translation>
  </message>
  <message>
   <source> · fast 16-bit arithmetic</source>
   <translation> · schnelles 16-Bit-Rechnen</translation>
  </message>
  <message>
   <source>%1 of memory free</source>
   <translation>%1 Speicher frei</translation>
  </message>
  <message>
   <source>%1 of disk free</source>
   <translation>%1 Platte frei</translation>
  </message>
  <message>
   <source>Starter model is in place</source>
   <translation>Einstiegsmodell ist da</translation>
  </message>
  <message>
   <source>No graphics card: training runs on the processor</source>
   <translation>Keine Grafikkarte: Es wird auf dem Prozessor trainiert</translation>
  </message>
  <message>
   <source>Good evening.</source>
   <translation>Guten Abend.</translation>
  </message>
  <message>
   <source>Good morning.</source>
   <translation>Guten Morgen.</translation>
  </message>
  <message>
   <source>Good afternoon.</source>
   <translation>Guten Tag.</translation>
  </message>
  <message>
   <source>A run is starting.</source>
   <translation>Ein Lauf beginnt.</translation>
  </message>
  <message>
   <source>Nothing is running.</source>
   <translation>Es läuft nichts.</translation>
  </message>
  <message>
   <source>%1 is at work: %2.</source>
   <translation>%1 arbeitet: %2.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Inspector</name>
  <message>
   <source>Nothing is chosen on this page.</source>
   <translation>Auf dieser Seite ist nichts gewählt.</translation>
  </message>
  <message>
   <source>Close details, notes and help</source>
   <translation>Einzelheiten, Notizen und Hilfe schließen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Details, notes and help</source>
   <translation>Einzelheiten, Notizen und Hilfe</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Notes on what is chosen</source>
   <translation>Notizen zum Gewählten</translation>
  </message>
  <message>
   <source>Saved by itself.</source>
   <translation>Wird von selbst gespeichert.</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Notizen</translation>
  </message>
  <message>
   <source>Help: %1</source>
   <translation>Hilfe: %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::JobPill</name>
  <message>
   <source>Progress of the run</source>
   <translation>Fortschritt des Laufs</translation>
  </message>
  <message>
   <source>Watch this run</source>
   <translation>Diesem Lauf zusehen</translation>
  </message>
  <message>
   <source>Starting a run</source>
   <translation>Ein Lauf beginnt</translation>
  </message>
  <message>
   <source>%1 left</source>
   <translation>noch %1</translation>
  </message>
  <message>
   <source>Resume (Ctrl+P)</source>
   <translation>Fortsetzen (Strg+P)</translation>
  </message>
  <message>
   <source>Pause (Ctrl+P)</source>
   <translation>Pause (Strg+P)</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::LineageStrip</name>
  <message>
   <source>not known</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <source>from elsewhere</source>
   <translation>von anderswo</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>rank %1, %2</source>
   <translation>Rang %1, %2</translation>
  </message>
  <message>
   <source>Exports</source>
   <translation>Exporte</translation>
  </message>
  <message>
   <source>noted once it is kept</source>
   <translation>werden vermerkt, wenn er aufgenommen ist</translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>noch keine</translation>
  </message>
  <message>
   <source>%1 so far</source>
   <translation>bisher %1</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::MainWindow</name>
  <message>
   <source>%1 (Ctrl+%2)</source>
   <translation>%1 (Strg+%2)</translation>
  </message>
  <message>
   <source>Page %1</source>
   <translation>Seite %1</translation>
  </message>
  <message>
   <source>Search or do …      Ctrl+K</source>
   <translation>Suchen oder tun …      Strg+K</translation>
  </message>
  <message>
   <source>Search runs and commands</source>
   <translation>Läufe und Befehle suchen</translation>
  </message>
  <message>
   <source>Details, notes and help</source>
   <translation>Einzelheiten, Notizen und Hilfe</translation>
  </message>
  <message>
   <source>Details, notes and help (%1)</source>
   <translation>Einzelheiten, Notizen und Hilfe (%1)</translation>
  </message>
  <message>
   <source>There is nothing on this page that could be exported.</source>
   <translation>Auf dieser Seite gibt es nichts, das exportiert werden könnte.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::MarkedText</name>
  <message>
   <source>What the model sees</source>
   <translation>Was das Modell sieht</translation>
  </message>
  <message>
   <source>learned</source>
   <translation>gelernt</translation>
  </message>
  <message>
   <source>what the adapter learns to write</source>
   <translation>was der Adapter zu schreiben lernt</translation>
  </message>
  <message>
   <source>added by the model's template</source>
   <translation>von der Vorlage des Modells hinzugefügt</translation>
  </message>
  <message>
   <source>read, never learned</source>
   <translation>gelesen, nie gelernt</translation>
  </message>
  <message>
   <source>personal data?</source>
   <translation>persönliche Daten?</translation>
  </message>
  <message>
   <source>can be masked</source>
   <translation>können verdeckt werden</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ModelsPage</name>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Add a model …</source>
   <translation>Modell hinzufügen …</translation>
  </message>
  <message>
   <source>Base models of the Llama family (Llama 2 and 3, Mistral, SmolLM2, TinyLlama) as a GGUF file or a Hugging Face folder. They are never changed.</source>
   <translation>Basismodelle der Llama-Familie (Llama 2 und 3, Mistral, SmolLM2, TinyLlama) als GGUF-Datei oder Hugging-Face-Ordner. Sie werden nie verändert.</translation>
  </message>
  <message>
   <source>comes with Graft · Apache-2.0</source>
   <translation>kommt mit Graft · Apache-2.0</translation>
  </message>
  <message>
   <source>Train with this</source>
   <translation>Damit trainieren</translation>
  </message>
  <message>
   <source>Train with %1</source>
   <translation>Mit %1 trainieren</translation>
  </message>
  <message>
   <source>weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <source>%1 million</source>
   <translation>%1 Millionen</translation>
  </message>
  <message>
   <source>on disk</source>
   <translation>auf der Platte</translation>
  </message>
  <message>
   <source>weights in memory, 16 or 32 bits</source>
   <translation>Gewichte im Speicher, 16 oder 32 Bit</translation>
  </message>
  <message>
   <source>%1 or %2</source>
   <translation>%1 oder %2</translation>
  </message>
  <message>
   <source>longest text, tokens</source>
   <translation>längster Text, Token</translation>
  </message>
  <message>
   <source>layers × width</source>
   <translation>Schichten × Breite</translation>
  </message>
  <message>
   <source>%1 × %2</source>
   <translation>%1 × %2</translation>
  </message>
  <message>
   <source>conversations</source>
   <translation>Gespräche</translation>
  </message>
  <message>
   <source>no template</source>
   <translation>keine Vorlage</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Models (*.gguf config.json)</source>
   <translation>Modelle (*.gguf config.json)</translation>
  </message>
  <message>
   <source>Base models that adapters are trained on. They stay where they lie and are never changed; adding one makes a link to it.</source>
   <translation>Basismodelle, auf denen Adapter trainiert werden. Sie bleiben, wo sie liegen, und werden nie verändert; Hinzufügen legt einen Verweis an.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::OverlayView</name>
  <message>
   <source>All runs</source>
   <translation>Alle Läufe</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>None of these runs was measured on held-out rows.</source>
   <translation>Keiner dieser Läufe wurde an zurückgelegten Zeilen gemessen.</translation>
  </message>
  <message>
   <source>Runs side by side</source>
   <translation>Läufe nebeneinander</translation>
  </message>
  <message>
   <source>Save the chart</source>
   <translation>Diagramm sichern</translation>
  </message>
  <message>
   <source>%1 could not be written. Choose another folder.</source>
   <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>What is not the same in all</source>
   <translation>Was nicht in allen gleich ist</translation>
  </message>
  <message>
   <source>Mean held-out loss by value</source>
   <translation>Mittlerer Verlust auf zurückgelegten nach Wert</translation>
  </message>
  <message>
   <source>What changed (F8: next)</source>
   <translation>Was sich änderte (F8: nächstes)</translation>
  </message>
  <message>
   <source>What did best</source>
   <translation>Was am besten war</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Mean held-out loss</source>
   <translation>Mittlerer Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::QualityPanel</name>
  <message>
   <source>Quality of the examples</source>
   <translation>Güte der Beispiele</translation>
  </message>
  <message>
   <source>How long a row is for the model</source>
   <translation>Wie lang eine Zeile für das Modell ist</translation>
  </message>
  <message>
   <source>tokens, half of the rows at most</source>
   <translation>Token, die Hälfte der Zeilen höchstens</translation>
  </message>
  <message>
   <source>tokens, 95 % of the rows at most</source>
   <translation>Token, 95 % der Zeilen höchstens</translation>
  </message>
  <message>
   <source>tokens, the longest row</source>
   <translation>Token, die längste Zeile</translation>
  </message>
  <message>
   <source>rows over the limit</source>
   <translation>Zeilen über der Grenze</translation>
  </message>
  <message>
   <source>How the answers are spread</source>
   <translation>Wie sich die Antworten verteilen</translation>
  </message>
  <message>
   <source>Nearly every answer is its own.</source>
   <translation>Fast jede Antwort ist eine eigene.</translation>
  </message>
  <message>
   <source>%1 different answers; the most frequent ones:</source>
   <translation>%1 verschiedene Antworten; die häufigsten:</translation>
  </message>
  <message>
   <source>%1 · %2</source>
   <translation>%1 · %2</translation>
  </message>
  <message>
   <source>Is being counted …</source>
   <translation>Wird gezählt …</translation>
  </message>
  <message>
   <source>Every row fits the limit of %1 tokens that is set in Train.</source>
   <translation>Jede Zeile passt in die Grenze von %1 Token, die unter „Trainieren“ eingestellt ist.</translation>
  </message>
  <message>
   <source>Rows over the limit of %1 tokens lose their end, or are left out when nothing of the answer is left. The limit is set in Train.</source>
   <translation>Zeilen über der Grenze von %1 Token verlieren ihr Ende oder werden ausgelassen, wenn von der Antwort nichts bleibt. Die Grenze wird unter „Trainieren“ eingestellt.</translation>
  </message>
  <message>
   <source>Counted over %1 rows, evenly spread.</source>
   <translation>Gezählt über %1 Zeilen, gleichmäßig verteilt.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ReceiptPanel</name>
  <message>
   <source>work not done by hand</source>
   <translation>Arbeit, die nicht von Hand getan wird</translation>
  </message>
  <message>
   <source>answers that come sooner</source>
   <translation>Antworten, die früher kommen</translation>
  </message>
  <message>
   <source>customers that stay</source>
   <translation>Kunden, die bleiben</translation>
  </message>
  <message>
   <source>mistakes not made</source>
   <translation>Fehler, die nicht geschehen</translation>
  </message>
  <message>
   <source>going live earlier</source>
   <translation>früher im Einsatz</translation>
  </message>
  <message>
   <source>rented models not paid for</source>
   <translation>nicht bezahlte Mietmodelle</translation>
  </message>
  <message>
   <source>easier audits</source>
   <translation>leichtere Prüfungen</translation>
  </message>
  <message>
   <source>energy and machine</source>
   <translation>Energie und Rechner</translation>
  </message>
  <message>
   <source>setting it up</source>
   <translation>Einrichten</translation>
  </message>
  <message>
   <source>getting the examples</source>
   <translation>Beispiele beschaffen</translation>
  </message>
  <message>
   <source>looking at answers</source>
   <translation>Antworten ansehen</translation>
  </message>
  <message>
   <source>putting it to use</source>
   <translation>In Betrieb nehmen</translation>
  </message>
  <message>
   <source>%1 %2</source>
   <translation>%1 %2</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>time of the run</source>
   <translation>Zeit des Laufs</translation>
  </message>
  <message>
   <source>energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>cost of the run</source>
   <translation>Kosten des Laufs</translation>
  </message>
  <message>
   <source>all runs over these examples</source>
   <translation>alle Läufe über diese Beispiele</translation>
  </message>
  <message>
   <source>return on its cost</source>
   <translation>Ertrag auf die Kosten</translation>
  </message>
  <message>
   <source>pays for itself after</source>
   <translation>macht sich bezahlt nach</translation>
  </message>
  <message>
   <source>this adapter</source>
   <translation>dieser Adapter</translation>
  </message>
  <message>
   <source>full tuning, by formula</source>
   <translation>volles Training, nach Formel</translation>
  </message>
  <message>
   <source>Against full tuning of the same model</source>
   <translation>Gegen volles Training desselben Modells</translation>
  </message>
  <message>
   <source>%1, %2</source>
   <translation>%1, %2</translation>
  </message>
  <message>
   <source>Prices, for all runs</source>
   <translation>Preise, für alle Läufe</translation>
  </message>
  <message>
   <source>currency</source>
   <translation>Währung</translation>
  </message>
  <message>
   <source>a kilowatt-hour</source>
   <translation>eine Kilowattstunde</translation>
  </message>
  <message>
   <source>price</source>
   <translation>Preis</translation>
  </message>
  <message>
   <source>an hour of this machine</source>
   <translation>eine Stunde dieses Rechners</translation>
  </message>
  <message>
   <source>Worth, a month</source>
   <translation>Wert, im Monat</translation>
  </message>
  <message>
   <source>worth a month</source>
   <translation>Wert im Monat</translation>
  </message>
  <message>
   <source>months it is counted for</source>
   <translation>Monate, für die gezählt wird</translation>
  </message>
  <message>
   <source>Cost, once</source>
   <translation>Kosten, einmal</translation>
  </message>
  <message>
   <source>cost</source>
   <translation>Kosten</translation>
  </message>
  <message>
   <source>as it ran</source>
   <translation>wie gelaufen</translation>
  </message>
  <message>
   <source>This adapter came from elsewhere; what its training cost is not known here.</source>
   <translation>Dieser Adapter kam von anderswo; was sein Training kostete, ist hier nicht bekannt.</translation>
  </message>
  <message>
   <source>%1 kWh</source>
   <translation>%1 kWh</translation>
  </message>
  <message>
   <source>%1 in %2</source>
   <translation>%1 in %2</translation>
  </message>
  <message>
   <source>%1 runs</source>
   <translation>%1 Läufe</translation>
  </message>
  <message>
   <source>%1 months</source>
   <translation>%1 Monaten</translation>
  </message>
  <message>
   <source>Energy: %1.</source>
   <translation>Energie: %1.</translation>
  </message>
  <message>
   <source>Money is known when energy and its price are, or when the price of a machine hour holds the energy (then a kilowatt-hour costs 0).</source>
   <translation>Geld ist bekannt, wenn Energie und ihr Preis es sind oder wenn der Preis der Rechnerstunde die Energie enthält (dann kostet die Kilowattstunde 0).</translation>
  </message>
  <message>
   <source>weights trained</source>
   <translation>trainierte Gewichte</translation>
  </message>
  <message>
   <source>time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>memory of weights while training</source>
   <translation>Speicher der Gewichte beim Training</translation>
  </message>
  <message>
   <source>stored</source>
   <translation>abgelegt</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Operations</source>
   <translation>Rechenschritte</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Stored</source>
   <translation>Abgelegt</translation>
  </message>
  <message>
   <source>Return</source>
   <translation>Ertrag</translation>
  </message>
  <message>
   <source>Not known, and not counted: %1.</source>
   <translation>Unbekannt und nicht gezählt: %1.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RowPanel</name>
  <message>
   <source>Standing instruction</source>
   <translation>Feste Anweisung</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>What a tool gave back</source>
   <translation>Was ein Werkzeug zurückgab</translation>
  </message>
  <message>
   <source>Asked</source>
   <translation>Gefragt</translation>
  </message>
  <message>
   <source>What the model sees</source>
   <translation>Was das Modell sieht</translation>
  </message>
  <message>
   <source>Correct …</source>
   <translation>Berichtigen …</translation>
  </message>
  <message>
   <source>Mask personal data</source>
   <translation>Persönliche Daten verdecken</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>other rows were opened before it was applied</source>
   <translation>es wurden andere Zeilen geöffnet, bevor sie übernommen war</translation>
  </message>
  <message>
   <source>The correction was not taken: %1.</source>
   <translation>Die Berichtigung wurde nicht übernommen: %1.</translation>
  </message>
  <message numerus="yes">
   <source>What the model sees of the first of %n row(s)</source>
   <translation>
    <numerusform>Was das Modell von der ersten von %n Zeile sieht</numerusform>
    <numerusform>Was das Modell von der ersten von %n Zeilen sieht</numerusform>
   </translation>
  </message>
  <message>
   <source>Hold out</source>
   <translation>Zurücklegen</translation>
  </message>
  <message>
   <source>Learn from it</source>
   <translation>Daraus lernen</translation>
  </message>
  <message>
   <source>Rows that ask the same move together.</source>
   <translation>Zeilen, die dasselbe fragen, werden zusammen verschoben.</translation>
  </message>
  <message>
   <source>Take back in</source>
   <translation>Wieder aufnehmen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Del</source>
   <translation>Entf</translation>
  </message>
  <message>
   <source>Correct this row</source>
   <translation>Diese Zeile berichtigen</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>This row cannot be learned from: %1.</source>
   <translation>Aus dieser Zeile kann nicht gelernt werden: %1.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RunView</name>
  <message>
   <source>All runs</source>
   <translation>Alle Läufe</translation>
  </message>
  <message>
   <source>Progress of the run</source>
   <translation>Fortschritt des Laufs</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Stop and keep</source>
   <translation>Anhalten und behalten</translation>
  </message>
  <message>
   <source>Ends after this correction; the adapter as it is then is kept</source>
   <translation>Endet nach dieser Korrektur; der Adapter, wie er dann ist, bleibt</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Report …</source>
   <translation>Bericht …</translation>
  </message>
  <message>
   <source>One file with numbers, curves, answers and hashes, as HTML or PDF</source>
   <translation>Eine Datei mit Zahlen, Kurven, Antworten und Prüfsummen, als HTML oder PDF</translation>
  </message>
  <message>
   <source>One more pass</source>
   <translation>Ein weiterer Durchgang</translation>
  </message>
  <message>
   <source>As a run of its own that starts from this adapter</source>
   <translation>Als eigener Lauf, der bei diesem Adapter beginnt</translation>
  </message>
  <message>
   <source>Compare with the base</source>
   <translation>Mit der Basis vergleichen</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>First look</source>
   <translation>Erster Blick</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Last look</source>
   <translation>Letzter Blick</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>exact match, held out</source>
   <translation>genau richtig, zurückgelegt</translation>
  </message>
  <message>
   <source>tokens per second</source>
   <translation>Token je Sekunde</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>corrections</source>
   <translation>Korrekturen</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>The first point comes with the first correction.</source>
   <translation>Der erste Punkt kommt mit der ersten Korrektur.</translation>
  </message>
  <message>
   <source>Learning speed</source>
   <translation>Lerngeschwindigkeit</translation>
  </message>
  <message>
   <source>Gradient size</source>
   <translation>Größe des Gradienten</translation>
  </message>
  <message>
   <source>Tokens per second</source>
   <translation>Token je Sekunde</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Runs of earlier versions did not write it down.</source>
   <translation>Läufe früherer Versionen haben ihn nicht aufgeschrieben.</translation>
  </message>
  <message>
   <source>MiB</source>
   <translation>MiB</translation>
  </message>
  <message>
   <source>Correction %1: %2</source>
   <translation>Korrektur %1: %2</translation>
  </message>
  <message>
   <source>. To do: %1</source>
   <translation>. Zu tun: %1</translation>
  </message>
  <message>
   <source>%1 left</source>
   <translation>noch %1</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>base %1</source>
   <translation>Basis %1</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>at most</source>
   <translation>höchstens</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>held-out</source>
   <translation>zurückgelegt</translation>
  </message>
  <message>
   <source>Save the chart</source>
   <translation>Diagramm sichern</translation>
  </message>
  <message>
   <source>%1 could not be written. Choose another folder.</source>
   <translation>%1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht sichern</translation>
  </message>
  <message>
   <source>The report was saved to %1.</source>
   <translation>Der Bericht wurde unter %1 gesichert.</translation>
  </message>
  <message>
   <source>Parts of the run</source>
   <translation>Teile des Laufs</translation>
  </message>
  <message>
   <source>Sample answers</source>
   <translation>Beispielantworten</translation>
  </message>
  <message>
   <source>Setting</source>
   <translation>Einstellung</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Settings of the run</source>
   <translation>Einstellungen des Laufs</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Notizen</translation>
  </message>
  <message>
   <source>Correction after which the answers were given</source>
   <translation>Korrektur, nach der die Antworten gegeben wurden</translation>
  </message>
  <message>
   <source>Asked</source>
   <translation>Gefragt</translation>
  </message>
  <message>
   <source>Expected</source>
   <translation>Erwartet</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>After correction</source>
   <translation>Nach Korrektur</translation>
  </message>
  <message>
   <source>What was tried, and what it showed. Saved by itself.</source>
   <translation>Was versucht wurde und was es zeigte. Wird von selbst gespeichert.</translation>
  </message>
  <message>
   <source>Notes on the run</source>
   <translation>Notizen zum Lauf</translation>
  </message>
  <message>
   <source>Add a tag and press Return</source>
   <translation>Schlagwort schreiben und Eingabetaste drücken</translation>
  </message>
  <message>
   <source>New tag</source>
   <translation>Neues Schlagwort</translation>
  </message>
  <message>
   <source>before training</source>
   <translation>vor dem Training</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RunViewModel</name>
  <message>
   <source>correction</source>
   <translation>Korrektur</translation>
  </message>
  <message>
   <source>pass over the examples</source>
   <translation>Durchgang durch die Beispiele</translation>
  </message>
  <message>
   <source>tokens seen</source>
   <translation>gesehene Token</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
  <message>
   <source>Passes over your examples (epochs)</source>
   <translation>Durchgänge durch Ihre Beispiele (epochs)</translation>
  </message>
  <message>
   <source>Learning speed (learning rate)</source>
   <translation>Lerngeschwindigkeit (learning rate)</translation>
  </message>
  <message>
   <source>Notebook size (rank)</source>
   <translation>Größe des Notizbuchs (rank)</translation>
  </message>
  <message>
   <source>Loudness (alpha)</source>
   <translation>Lautstärke (alpha)</translation>
  </message>
  <message>
   <source>Examples per correction</source>
   <translation>Beispiele je Korrektur</translation>
  </message>
  <message>
   <source>Longest example read, tokens</source>
   <translation>Längstes gelesenes Beispiel, Token</translation>
  </message>
  <message>
   <source>Learning speed over time</source>
   <translation>Lerngeschwindigkeit im Verlauf</translation>
  </message>
  <message>
   <source>Gentle start (warmup)</source>
   <translation>Sanfter Beginn (warmup)</translation>
  </message>
  <message>
   <source>Dropout</source>
   <translation>Dropout</translation>
  </message>
  <message>
   <source>Weight decay</source>
   <translation>Gewichtszerfall (weight decay)</translation>
  </message>
  <message>
   <source>Gradient clipping</source>
   <translation>Begrenzung des Gradienten (clipping)</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startzahl</translation>
  </message>
  <message>
   <source>Number format</source>
   <translation>Zahlenformat</translation>
  </message>
  <message>
   <source>Base model in memory</source>
   <translation>Basismodell im Speicher</translation>
  </message>
  <message>
   <source>Memory or time</source>
   <translation>Speicher oder Zeit</translation>
  </message>
  <message>
   <source>Trained without held-out examples, so nothing says whether it became better.</source>
   <translation>Ohne zurückgelegte Beispiele trainiert, also sagt nichts, ob es besser wurde.</translation>
  </message>
  <message>
   <source>Of %1 held-out examples it answers %2 exactly right; the base model answered %3.</source>
   <translation>Von %1 zurückgelegten Beispielen beantwortet es %2 genau richtig; das Basismodell beantwortete %3.</translation>
  </message>
  <message>
   <source>Held-out loss went from %1 to %2 (%3 examples).</source>
   <translation>Der Verlust auf zurückgelegten ging von %1 auf %2 (%3 Beispiele).</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RunsModel</name>
  <message>
   <source>%1 · baseline</source>
   <translation>%1 · Vergleichslauf</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Against baseline</source>
   <translation>Zum Vergleichslauf</translation>
  </message>
  <message>
   <source>Exact match</source>
   <translation>Genau richtig</translation>
  </message>
  <message>
   <source>Corrections</source>
   <translation>Korrekturen</translation>
  </message>
  <message>
   <source>Started</source>
   <translation>Begonnen</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>Schlagwörter</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::SettingRow</name>
  <message>
   <source>%1, %2</source>
   <translation>%1, %2</translation>
  </message>
  <message>
   <source>Differs from our value</source>
   <translation>Weicht von unserem Wert ab</translation>
  </message>
  <message>
   <source>Back to our value</source>
   <translation>Zurück zu unserem Wert</translation>
  </message>
  <message>
   <source>Reset %1</source>
   <translation>%1 zurücksetzen</translation>
  </message>
  <message>
   <source>What this is (F1)</source>
   <translation>Was das ist (F1)</translation>
  </message>
  <message>
   <source>Help on %1</source>
   <translation>Hilfe zu %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::SettingsPage</name>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>As the desktop has it</source>
   <translation>Wie die Arbeitsfläche</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Size of text</source>
   <translation>Größe des Textes</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>The language changes when Graft is started again.</source>
   <translation>Die Sprache wechselt, wenn Graft neu gestartet wird.</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Click a field and press the keys. Ctrl+1 to Ctrl+9 open the pages, in the order of the rail.</source>
   <translation>Klicken Sie in ein Feld und drücken Sie die Tasten. Strg+1 bis Strg+9 öffnen die Seiten, in der Reihenfolge der Leiste.</translation>
  </message>
  <message>
   <source>Keys of one letter in charts and comparisons</source>
   <translation>Tasten aus einem Buchstaben in Kurven und Vergleichen</translation>
  </message>
  <message>
   <source>Keys for: %1</source>
   <translation>Tasten für: %1</translation>
  </message>
  <message>
   <source>As Graft comes: %1</source>
   <translation>Wie mitgeliefert: %1</translation>
  </message>
  <message>
   <source>As Graft comes</source>
   <translation>Wie mitgeliefert</translation>
  </message>
  <message>
   <source>%1. Nothing was changed.</source>
   <translation>%1. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Appearance, language, keys, and where everything lies. Changes take effect at once, the language at the next start.</source>
   <translation>Aussehen, Sprache, Tasten und wo alles liegt. Änderungen gelten sofort, die Sprache beim nächsten Start.</translation>
  </message>
  <message>
   <source>Where things lie</source>
   <translation>Wo die Dinge liegen</translation>
  </message>
  <message>
   <source>Datasets, runs, adapters and what you wrote about them. Graft opens no network connection and sends nothing anywhere.</source>
   <translation>Datensätze, Läufe, Adapter und was Sie dazu geschrieben haben. Graft öffnet keine Netzverbindung und sendet nichts.</translation>
  </message>
  <message>
   <source>Back up the store …</source>
   <translation>Ablage sichern …</translation>
  </message>
  <message>
   <source>Graft %1</source>
   <translation>Graft %1</translation>
  </message>
  <message>
   <source>Window and charts: GPL-3.0-or-later. Engine and tools: Apache-2.0. Built on Qt %1, LibTorch, SQLite and Hugging Face tokenizers.</source>
   <translation>Fenster und Diagramme: GPL-3.0-or-later. Motor und Werkzeuge: Apache-2.0. Gebaut auf Qt %1, LibTorch, SQLite und Tokenizern von Hugging Face.</translation>
  </message>
  <message>
   <source>Build %1 · %2</source>
   <translation>Build %1 · %2</translation>
  </message>
  <message>
   <source>Back up the store</source>
   <translation>Ablage sichern</translation>
  </message>
  <message>
   <source>The store was copied to %1.</source>
   <translation>Die Ablage wurde nach %1 kopiert.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Shortcuts</name>
  <message>
   <source>Search or do</source>
   <translation>Suchen oder tun</translation>
  </message>
  <message>
   <source>Find on this page</source>
   <translation>Auf dieser Seite suchen</translation>
  </message>
  <message>
   <source>The page's main act: start, save, send</source>
   <translation>Die Haupthandlung der Seite: beginnen, speichern, senden</translation>
  </message>
  <message>
   <source>Import examples</source>
   <translation>Beispiele importieren</translation>
  </message>
  <message>
   <source>New run</source>
   <translation>Neuer Lauf</translation>
  </message>
  <message>
   <source>Pause or resume what works</source>
   <translation>Anhalten oder fortsetzen, was läuft</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Next problem or difference</source>
   <translation>Nächstes Problem oder nächster Unterschied</translation>
  </message>
  <message>
   <source>Problem or difference before</source>
   <translation>Voriges Problem oder voriger Unterschied</translation>
  </message>
  <message>
   <source>Export what is shown</source>
   <translation>Exportieren, was gezeigt wird</translation>
  </message>
  <message>
   <source>Measure other runs against this one</source>
   <translation>Andere Läufe an diesem messen</translation>
  </message>
  <message>
   <source>Chart over the whole screen</source>
   <translation>Kurve über den ganzen Bildschirm</translation>
  </message>
  <message>
   <source>Details, notes and help</source>
   <translation>Einzelheiten, Notizen und Hilfe</translation>
  </message>
  <message>
   <source>Help for what has the focus</source>
   <translation>Hilfe zu dem, was den Fokus hat</translation>
  </message>
  <message>
   <source>Next part of the window</source>
   <translation>Nächster Teil des Fensters</translation>
  </message>
  <message>
   <source>Part of the window before</source>
   <translation>Voriger Teil des Fensters</translation>
  </message>
  <message>
   <source>Close the window</source>
   <translation>Fenster schließen</translation>
  </message>
  <message>
   <source>%1 alone is for writing and moving about; use it with Ctrl or Alt, or a function key</source>
   <translation>%1 allein ist zum Schreiben und Bewegen da; nehmen Sie es mit Strg oder Alt, oder eine Funktionstaste</translation>
  </message>
  <message>
   <source>%1 is already the key for: %2</source>
   <translation>%1 ist schon die Taste für: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::SplitPanel</name>
  <message>
   <source>Split anew</source>
   <translation>Neu aufteilen</translation>
  </message>
  <message>
   <source>Share of rows held out, in percent</source>
   <translation>Anteil zurückgelegter Zeilen, in Prozent</translation>
  </message>
  <message>
   <source>Held out to measure with</source>
   <translation>Zum Messen zurückgelegt</translation>
  </message>
  <message>
   <source>A row's side depends on what it asks alone. A larger share keeps the rows that are held out now and adds some; rows that ask the same, or nearly the same, stay on one side.</source>
   <translation>Auf welcher Seite eine Zeile liegt, hängt allein von ihrer Frage ab. Ein größerer Anteil behält die jetzt zurückgelegten Zeilen und fügt welche hinzu; Zeilen, die dasselbe oder fast dasselbe fragen, bleiben auf einer Seite.</translation>
  </message>
  <message>
   <source>%1 %</source>
   <translation>%1 %</translation>
  </message>
  <message>
   <source>%1 to learn from, %2 held out</source>
   <translation>%1 zum Lernen, %2 zurückgelegt</translation>
  </message>
  <message>
   <source>Nothing will say whether it became better.</source>
   <translation>Nichts wird sagen, ob es besser wurde.</translation>
  </message>
  <message>
   <source>Measured on %1 rows, a share of right answers is known to about ± %2 points.</source>
   <translation>An %1 Zeilen gemessen ist ein Anteil richtiger Antworten auf etwa ± %2 Punkte bekannt.</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) stay where you put them.</source>
   <translation>
    <numerusform>%n Zeile bleibt, wo Sie sie hingelegt haben.</numerusform>
    <numerusform>%n Zeilen bleiben, wo Sie sie hingelegt haben.</numerusform>
   </translation>
  </message>
  <message>
   <source>Single rows can be moved under Rows.</source>
   <translation>Einzelne Zeilen lassen sich unter „Zeilen“ verschieben.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::StatusLine</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::TrainPage</name>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>It stays as it is; what is learned goes into a small adapter beside it.</source>
   <translation>Es bleibt, wie es ist; was gelernt wird, kommt in einen kleinen Adapter daneben.</translation>
  </message>
  <message>
   <source>Models (*.gguf config.json)</source>
   <translation>Modelle (*.gguf config.json)</translation>
  </message>
  <message>
   <source>What shall it learn?</source>
   <translation>Was soll es lernen?</translation>
  </message>
  <message>
   <source>What it needs</source>
   <translation>Was es braucht</translation>
  </message>
  <message>
   <source>corrections</source>
   <translation>Korrekturen</translation>
  </message>
  <message>
   <source>time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>disk</source>
   <translation>Platte</translation>
  </message>
  <message>
   <source>of the model is trained</source>
   <translation>des Modells wird trainiert</translation>
  </message>
  <message>
   <source>It waits in the queue and starts by itself.</source>
   <translation>Er wartet in der Warteschlange und beginnt von selbst.</translation>
  </message>
  <message>
   <source>Show the queue</source>
   <translation>Warteschlange zeigen</translation>
  </message>
  <message>
   <source>%1, version %2 (%3 rows)</source>
   <translation>%1, Version %2 (%3 Zeilen)</translation>
  </message>
  <message>
   <source>Import a file …</source>
   <translation>Datei importieren …</translation>
  </message>
  <message>
   <source>Choose a file …</source>
   <translation>Datei wählen …</translation>
  </message>
  <message>
   <source>Nothing is chosen yet.</source>
   <translation>Noch ist nichts gewählt.</translation>
  </message>
  <message>
   <source>%1 rows to learn from, %2 held out to measure with.</source>
   <translation>%1 Zeilen zum Lernen, %2 zum Messen zurückgelegt.</translation>
  </message>
  <message>
   <source>Goes on from %1: its rank, strength and layers stay as they are; what it knows is kept and changed further.</source>
   <translation>Geht von %1 aus weiter: Rang, Stärke und Schichten bleiben, wie sie sind; was er weiß, wird behalten und weiter verändert.</translation>
  </message>
  <message>
   <source>Start anew</source>
   <translation>Neu beginnen</translation>
  </message>
  <message>
   <source>Fine details</source>
   <translation>Feinheiten</translation>
  </message>
  <message>
   <source>Fine details · changed by you: %1</source>
   <translation>Feinheiten · von Ihnen geändert: %1</translation>
  </message>
  <message>
   <source>measuring …</source>
   <translation>wird gemessen …</translation>
  </message>
  <message>
   <source>about %1</source>
   <translation>etwa %1</translation>
  </message>
  <message>
   <source>of %1 free</source>
   <translation>von %1 freien</translation>
  </message>
  <message>
   <source>Measure again</source>
   <translation>Noch einmal messen</translation>
  </message>
  <message>
   <source>Add to the queue</source>
   <translation>In die Warteschlange</translation>
  </message>
  <message>
   <source>Train on %1 rows</source>
   <translation>Mit %1 Zeilen trainieren</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
  <message>
   <source>Choose examples, a base model and a goal; time, memory and disk are measured before anything starts. Fine details hold every setting, each with five lines of help on F1; a dot marks what differs from the goal.

Ctrl+Return starts, Ctrl+Z takes a changed setting back.</source>
   <translation>Wählen Sie Beispiele, ein Basismodell und ein Ziel; Zeit, Speicher und Platz werden gemessen, bevor etwas beginnt. Die Einzelheiten enthalten jede Einstellung, jede mit fünf Zeilen Hilfe auf F1; ein Punkt markiert, was vom Ziel abweicht.

Strg+Eingabe beginnt, Strg+Z nimmt eine geänderte Einstellung zurück.</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>To learn from</source>
   <translation>Zum Lernen</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <source>Settings of your own</source>
   <translation>Eigene Einstellungen</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Numbers that are trained</source>
   <translation>Trainierte Zahlen</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::TrainViewModel</name>
  <message>
   <source>SmolLM2 135M Instruct (comes with Graft)</source>
   <translation>SmolLM2 135M Instruct (kommt mit Graft)</translation>
  </message>
  <message>
   <source>To do: %1.</source>
   <translation>Zu tun: %1.</translation>
  </message>
  <message>
   <source>Choose examples</source>
   <translation>Beispiele wählen</translation>
  </message>
  <message>
   <source>No rows to learn from</source>
   <translation>Keine Zeilen zum Lernen</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <source>The adapter %1 is not there any more. Start anew, or choose another one.</source>
   <translation>Der Adapter %1 ist nicht mehr da. Beginnen Sie neu, oder wählen Sie einen anderen.</translation>
  </message>
 </context>
</TS>
