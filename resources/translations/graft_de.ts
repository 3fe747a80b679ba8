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
   <source>characters, typical length</source>
   <translation>Zeichen, typische Länge</translation>
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
  <message numerus="yes">
   <source>from %1 and %n more</source>
   <translation>
    <numerusform>aus %1 und %n weiteren</numerusform>
    <numerusform>aus %1 und %n weiteren</numerusform>
   </translation>
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
   <source>The template of the model that is chosen in Train refuses %1 of %2 rows, which a run leaves out: %3.</source>
   <translation>Die Vorlage des Modells, das unter Training gewählt ist, lehnt %1 von %2 Zeilen ab, die ein Lauf weglässt: %3.</translation>
  </message>
  <message>
   <source>Join the system text to the question</source>
   <translation>Systemtext mit der Frage verbinden</translation>
  </message>
  <message>
   <source>Left out (%1)</source>
   <translation>Ausgelassen (%1)</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::MappingPanel</name>
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
   <source>comma</source>
   <translation>Komma</translation>
  </message>
  <message>
   <source>semicolon</source>
   <translation>Semikolon</translation>
  </message>
  <message>
   <source>tab</source>
   <translation>Tabulator</translation>
  </message>
  <message>
   <source>vertical bar</source>
   <translation>senkrechter Strich</translation>
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
   <source>System prompt, if any</source>
   <translation>System-Prompt, falls vorhanden</translation>
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
   <source>Reasoning, if any</source>
   <translation>Reasoning, falls vorhanden</translation>
  </message>
  <message>
   <source>Earlier turns, if any</source>
   <translation>Frühere Wechsel, falls vorhanden</translation>
  </message>
  <message>
   <source>Documents, if any</source>
   <translation>Dokumente, falls vorhanden</translation>
  </message>
  <message>
   <source>Kind of examples</source>
   <translation>Art der Beispiele</translation>
  </message>
  <message>
   <source>More fields</source>
   <translation>Weitere Felder</translation>
  </message>
  <message>
   <source>How the file is read</source>
   <translation>Wie die Datei gelesen wird</translation>
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
   <source>Join or cut odd turns</source>
   <translation>Ungleiche Züge verbinden oder abschneiden</translation>
  </message>
  <message>
   <source>Two messages of one side in a row become one. Answers before the first question, and what follows the last answer, are cut. Off: they are taken as they are, where an answer stands at the end, and the model's template judges them.</source>
   <translation>Zwei Nachrichten einer Seite hintereinander werden eine. Antworten vor der ersten Frage, und was auf die letzte Antwort folgt, werden abgeschnitten. Aus: sie werden genommen, wie sie sind, wo am Ende eine Antwort steht, und die Vorlage des Modells urteilt darüber.</translation>
  </message>
  <message>
   <source>Control tokens in the text</source>
   <translation>Steuertoken im Text</translation>
  </message>
  <message>
   <source>found out: meant</source>
   <translation>erkannt: gemeint</translation>
  </message>
  <message>
   <source>found out: text</source>
   <translation>erkannt: Text</translation>
  </message>
  <message>
   <source>meant: &lt;|im_end|&gt; is a token</source>
   <translation>gemeint: &lt;|im_end|&gt; ist ein Token</translation>
  </message>
  <message>
   <source>text: &lt;|im_end|&gt; is letters</source>
   <translation>Text: &lt;|im_end|&gt; sind Buchstaben</translation>
  </message>
  <message>
   <source>Text that was formatted for a model holds its control tokens, such as &lt;|im_start|&gt;. They are meant where the model is to read them as such.</source>
   <translation>Text, der für ein Modell formatiert ist, enthält dessen Steuertoken, etwa &lt;|im_start|&gt;. Sie sind gemeint, wo das Modell sie als solche lesen soll.</translation>
  </message>
  <message>
   <source>End token after each text</source>
   <translation>Endtoken nach jedem Text</translation>
  </message>
  <message>
   <source>The model learns to stop where a text ends. Off: for texts that go on, such as parts of a book.</source>
   <translation>Das Modell lernt aufzuhören, wo ein Text endet. Aus: für Texte, die weitergehen, etwa Teile eines Buches.</translation>
  </message>
  <message>
   <source>first that is shown</source>
   <translation>erste sichtbare</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <source>found out: %1</source>
   <translation>erkannt: %1</translation>
  </message>
  <message>
   <source>found out</source>
   <translation>wird erkannt</translation>
  </message>
  <message>
   <source>Separator</source>
   <translation>Trennzeichen</translation>
  </message>
  <message>
   <source>Quotation marks</source>
   <translation>Anführungszeichen</translation>
  </message>
  <message>
   <source>enclose fields, doubled inside</source>
   <translation>umschließen Felder, innen verdoppelt</translation>
  </message>
  <message>
   <source>enclose fields, \" inside</source>
   <translation>umschließen Felder, innen \"</translation>
  </message>
  <message>
   <source>are letters</source>
   <translation>sind Buchstaben</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>Zeichenkodierung</translation>
  </message>
  <message>
   <source>Rows above the header</source>
   <translation>Zeilen über der Kopfzeile</translation>
  </message>
  <message>
   <source>First row names the columns</source>
   <translation>Erste Zeile benennt die Spalten</translation>
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
   <source>Filter the runs</source>
   <translation>Läufe filtern</translation>
  </message>
  <message>
   <source>search find tag</source>
   <translation>suchen finden schlagwort</translation>
  </message>
  <message>
   <source>Move a run to the bin</source>
   <translation>Lauf in den Papierkorb legen</translation>
  </message>
  <message>
   <source>delete remove</source>
   <translation>löschen entfernen</translation>
  </message>
  <message>
   <source>Duplicate a run</source>
   <translation>Einen Lauf duplizieren</translation>
  </message>
  <message>
   <source>copy again repeat settings dup</source>
   <translation>kopieren nochmal wiederholen Einstellungen duplizieren</translation>
  </message>
  <message>
   <source>Show runs side by side</source>
   <translation>Läufe nebeneinander zeigen</translation>
  </message>
  <message>
   <source>compare overlay together</source>
   <translation>vergleichen überlagern zusammen</translation>
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
   <source>Train again …</source>
   <translation>Noch einmal …</translation>
  </message>
  <message>
   <source>Opens Train with this run's examples, model and settings; nothing starts yet</source>
   <translation>Öffnet Training mit den Beispielen, dem Modell und den Einstellungen dieses Laufs; noch beginnt nichts</translation>
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
   <source>Several runs are selected with Ctrl or Shift; one that was tried beside others is shown with them</source>
   <translation>Mehrere Läufe werden mit Strg oder Umschalt gewählt; einer, der neben anderen ausprobiert wurde, wird mit ihnen gezeigt</translation>
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
   <source>Graphics card</source>
   <translation>Grafikkarte</translation>
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
   <source>LM Studio or llama.cpp</source>
   <translation>LM Studio oder llama.cpp</translation>
  </message>
  <message>
   <source>You get one file. Put it into the models folder of LM Studio, or open it with llama.cpp.</source>
   <translation>Es entsteht eine Datei. Sie kommt in den Modellordner von LM Studio oder wird mit llama.cpp geöffnet.</translation>
  </message>
  <message>
   <source>Ollama</source>
   <translation>Ollama</translation>
  </message>
  <message>
   <source>You get a folder. Run “ollama create NAME -f Modelfile” in it, then “ollama run NAME”.</source>
   <translation>Es entsteht ein Ordner. Darin „ollama create NAME -f Modelfile“ ausführen, danach „ollama run NAME“.</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>You get a small folder that transformers and PEFT load on top of the base model.</source>
   <translation>Es entsteht ein kleiner Ordner, den transformers und PEFT zum Basismodell laden.</translation>
  </message>
  <message>
   <source>A colleague with Graft</source>
   <translation>Jemand anders mit Graft</translation>
  </message>
  <message>
   <source>You get a folder with everything. The other Graft reads it under Adapters, Import.</source>
   <translation>Es entsteht ein Ordner mit allem. Das andere Graft liest ihn unter Adapter, Importieren.</translation>
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
   <source>“%1”: %2 sure</source>
   <translation>„%1“: zu %2 sicher</translation>
  </message>
  <message>
   <source>%1 and more</source>
   <translation>%1 und mehr</translation>
  </message>
  <message>
   <source>below %1</source>
   <translation>unter %1</translation>
  </message>
  <message>
   <source>%1 to %2</source>
   <translation>%1 bis %2</translation>
  </message>
  <message>
   <source>Its answer appears here.</source>
   <translation>Hier erscheint seine Antwort.</translation>
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
   <source>Least sure of “%1”: %2.</source>
   <translation>Am wenigsten sicher bei „%1“: %2.</translation>
  </message>
  <message>
   <source>It gave no answer.</source>
   <translation>Es kam keine Antwort.</translation>
  </message>
  <message>
   <source>You stopped it here.</source>
   <translation>Hier angehalten.</translation>
  </message>
  <message>
   <source>Cut off at the answer limit of %1 tokens.</source>
   <translation>An der Grenze von %1 Token abgeschnitten.</translation>
  </message>
  <message>
   <source>Base model and adapter answered the same questions over one copy of the weights, with the same seed (%1), temperature (%2), top-p (%3), at most %4 new tokens, and the adapter at strength %5.</source>
   <translation>Basismodell und Adapter haben dieselben Fragen über einer Kopie der Gewichte beantwortet, mit demselben Startwert (%1), derselben Temperatur (%2), Top-p (%3), höchstens %4 neuen Token und dem Adapter in Stärke %5.</translation>
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
   <source>One question</source>
   <translation>Eine Frage</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>Gespräch</translation>
  </message>
  <message>
   <source>Each model was sent the earlier questions with its own answers.</source>
   <translation>Jedes Modell bekam die früheren Fragen mit seinen eigenen Antworten.</translation>
  </message>
  <message>
   <source>Base model and adapter: %1</source>
   <translation>Basismodell und Adapter: %1</translation>
  </message>
  <message>
   <source>Sampled with temperature %1, top-p %2 and seed %3, up to %4 tokens.</source>
   <translation>Gezogen mit Temperatur %1, Top-p %2 und Startwert %3, bis zu %4 Token.</translation>
  </message>
  <message>
   <source>No randomness: the most likely token each time, up to %1 tokens.</source>
   <translation>Ohne Zufall: jedes Mal das wahrscheinlichste Token, bis zu %1 Token.</translation>
  </message>
  <message>
   <source>Adapter strength %1.</source>
   <translation>Stärke des Adapters %1.</translation>
  </message>
  <message>
   <source>No system instruction.</source>
   <translation>Keine Systemanweisung.</translation>
  </message>
  <message>
   <source>System instruction: “%1”</source>
   <translation>Systemanweisung: „%1“</translation>
  </message>
  <message>
   <source>At the first word it decides as the base model does.</source>
   <translation>Beim ersten Wort entscheidet er wie das Basismodell.</translation>
  </message>
  <message>
   <source>At the first word it leans a little away from the base model.</source>
   <translation>Beim ersten Wort weicht er ein wenig vom Basismodell ab.</translation>
  </message>
  <message>
   <source>At the first word it differs clearly from the base model.</source>
   <translation>Beim ersten Wort weicht er deutlich vom Basismodell ab.</translation>
  </message>
  <message>
   <source>At the first word it differs strongly from the base model.</source>
   <translation>Beim ersten Wort weicht er stark vom Basismodell ab.</translation>
  </message>
  <message>
   <source>KL divergence from the base at the first token: %1 nats (0: the same probabilities). Adapter, SHA-256: %2</source>
   <translation>KL-Divergenz zur Basis beim ersten Token: %1 Nat (0: gleiche Wahrscheinlichkeiten). Adapter, SHA-256: %2</translation>
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
   <source>step %1: %2</source>
   <translation>Schritt %1: %2</translation>
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
   <source>LoRA adapter, %1 trained numbers of %2 in the base model, which was not changed. %3 rows to learn from, %4 held out, %5 steps in %6.</source>
   <translation>LoRA-Adapter, %1 trainierte Zahlen zu %2 im Basismodell, das nicht verändert wurde. %3 Zeilen zum Lernen, %4 zurückgelegt, %5 Schritte in %6.</translation>
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
   <source>%1, held-out loss %2</source>
   <translation>%1, mit einem Verlust auf zurückgelegten Zeilen von %2</translation>
  </message>
  <message>
   <source>%1, held-out loss %2 with %3</source>
   <translation>%1, mit einem Verlust auf zurückgelegten Zeilen von %2 bei %3</translation>
  </message>
  <message>
   <source>Best: %1.</source>
   <translation>Der beste: %1.</translation>
  </message>
  <message>
   <source>Best so far (%1 of %2 have ended): %3.</source>
   <translation>Der beste bisher (%1 von %2 sind zu Ende): %3.</translation>
  </message>
  <message>
   <source>As good within half a percent: %1.</source>
   <translation>Gleich gut auf ein halbes Prozent: %1.</translation>
  </message>
  <message>
   <source>Train again: %1</source>
   <translation>Noch einmal trainieren: %1</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Anhalten und speichern</translation>
  </message>
  <message>
   <source>Train one more epoch</source>
   <translation>Eine weitere Epoche trainieren</translation>
  </message>
  <message>
   <source>Look at the examples</source>
   <translation>Beispiele ansehen</translation>
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
   <source>How far each step moves the adapter.</source>
   <translation>Wie weit jeder Schritt den Adapter bewegt.</translation>
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
   <source>Ours: 0.0002, the middle of what works; small models bear more.</source>
   <translation>Unser Wert: 0,0002, die Mitte dessen, was geht; kleine Modelle vertragen mehr.</translation>
  </message>
  <message>
   <source>Neither time nor memory depend on it.</source>
   <translation>Weder Zeit noch Speicher hängen davon ab.</translation>
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
   <source>How loudly the adapter speaks over the base (alpha; alpha / rank is the strength).</source>
   <translation>Wie laut der Adapter über die Basis spricht (alpha; alpha / rank ist die Stärke).</translation>
  </message>
  <message>
   <source>Higher: like a higher learning rate.</source>
   <translation>Mehr: wie eine höhere Lernrate.</translation>
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
   <source>How many examples are weighed before the adapter is corrected (batch size).</source>
   <translation>Wie viele Beispiele abgewogen werden, bevor der Adapter korrigiert wird (batch size).</translation>
  </message>
  <message>
   <source>Higher: steadier, but fewer steps.</source>
   <translation>Mehr: ruhiger, aber weniger Schritte.</translation>
  </message>
  <message>
   <source>Lower: more steps, each noisier.</source>
   <translation>Weniger: mehr Schritte, jeder unruhiger.</translation>
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
   <source>Ours: 1,024; a warning below says when rows are cut.</source>
   <translation>Unsere Wahl: 1.024; ein Hinweis darunter sagt, wenn Zeilen gekürzt werden.</translation>
  </message>
  <message>
   <source>Memory grows with the longest row.</source>
   <translation>Der Speicher wächst mit der längsten Zeile.</translation>
  </message>
  <message>
   <source>The share of the steps in which the learning rate rises from zero.</source>
   <translation>Der Anteil der Schritte, in denen die Lernrate von null ansteigt.</translation>
  </message>
  <message>
   <source>Higher: a calmer beginning.</source>
   <translation>Mehr: ein ruhigerer Anfang.</translation>
  </message>
  <message>
   <source>Lower: full learning rate sooner; early steps may do damage.</source>
   <translation>Weniger: früher volle Lernrate; frühe Schritte können schaden.</translation>
  </message>
  <message>
   <source>Ours: 3 to 10 %, more for small data.</source>
   <translation>Unser Wert: 3 bis 10 %, mehr bei wenigen Daten.</translation>
  </message>
  <message>
   <source>The share of the adapter that is switched off at random in each step.</source>
   <translation>Der Anteil des Adapters, der in jedem Schritt zufällig abgeschaltet wird.</translation>
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
   <source>Ours: once to five times an epoch.</source>
   <translation>Unsere Wahl: ein- bis fünfmal je Epoche.</translation>
  </message>
  <message>
   <source>Each measurement costs a few seconds.</source>
   <translation>Jede Messung kostet einige Sekunden.</translation>
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
   <source>How the weights of the base model are kept while the adapter learns. The adapter works with each of them.</source>
   <translation>Wie die Gewichte des Basismodells im Speicher liegen, während der Adapter lernt. Der Adapter läuft mit jeder davon.</translation>
  </message>
  <message>
   <source>In four bits (NF4, known as QLoRA): a fifth of the memory, for larger models; answers shift a little. In eight bits: about a quarter, and they hardly shift.</source>
   <translation>In vier Bit (NF4, bekannt als QLoRA): ein Fünftel des Speichers, für größere Modelle; Antworten verschieben sich ein wenig. In acht Bit: etwa ein Viertel, und sie verschieben sich kaum.</translation>
  </message>
  <message>
   <source>As in its file: the least memory for a file in few bits, and nothing shifts.</source>
   <translation>Wie in ihrer Datei: am wenigsten Speicher bei einer Datei in wenigen Bit, und nichts verschiebt sich.</translation>
  </message>
  <message>
   <source>Ours: whole, the fastest and the most exact.</source>
   <translation>Unser Wert: ganz, am schnellsten und genauesten.</translation>
  </message>
  <message>
   <source>“What will happen” shows the memory of each.</source>
   <translation>„Was geschehen wird“ zeigt den Speicher jeder Wahl.</translation>
  </message>
  <message>
   <source>whole</source>
   <translation>ganz</translation>
  </message>
  <message>
   <source>in eight bits</source>
   <translation>in acht Bit</translation>
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
   <source>What is kept of a forward pass for its gradients, and what is computed again instead.</source>
   <translation>Was von einem Vorwärtslauf für seine Gradienten behalten wird, und was stattdessen noch einmal gerechnet wird.</translation>
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
   <source>The part of this computer that does the work.</source>
   <translation>Der Teil dieses Rechners, der die Arbeit tut.</translation>
  </message>
  <message>
   <source>A graphics card, where one works, is much faster.</source>
   <translation>Eine Grafikkarte, wo eine arbeitet, ist viel schneller.</translation>
  </message>
  <message>
   <source>The processor works everywhere, and leaves the card to the screen.</source>
   <translation>Der Prozessor arbeitet überall und lässt die Karte dem Bildschirm.</translation>
  </message>
  <message>
   <source>Ours: the card if it works, else the processor; Home says which.</source>
   <translation>Unser Wert: die Karte, wenn sie arbeitet, sonst der Prozessor; die Seite Start sagt, was hier arbeitet.</translation>
  </message>
  <message>
   <source>Time, and whose memory is used.</source>
   <translation>Zeit, und wessen Speicher gebraucht wird.</translation>
  </message>
  <message>
   <source>what works here</source>
   <translation>was hier arbeitet</translation>
  </message>
  <message>
   <source>on the processor</source>
   <translation>auf dem Prozessor</translation>
  </message>
  <message>
   <source>on the graphics card</source>
   <translation>auf der Grafikkarte</translation>
  </message>
  <message>
   <source>Where the table lies that turns tokens into numbers. It makes a difference on a graphics card alone.</source>
   <translation>Wo die Tabelle liegt, die Tokens zu Zahlen macht. Nur auf einer Grafikkarte macht es einen Unterschied.</translation>
  </message>
  <message>
   <source>In the computer's memory: that much more room on a small card; each pass copies a few rows.</source>
   <translation>Im Speicher des Rechners: um so viel mehr Platz auf einer kleinen Karte; jeder Durchgang kopiert ein paar Zeilen.</translation>
  </message>
  <message>
   <source>With the other weights: nothing is copied.</source>
   <translation>Bei den anderen Gewichten: nichts wird kopiert.</translation>
  </message>
  <message>
   <source>Ours: with the other weights.</source>
   <translation>Unser Wert: bei den anderen Gewichten.</translation>
  </message>
  <message>
   <source>Of models whose table is also their last layer it stays with the others.</source>
   <translation>Bei Modellen, deren Tabelle auch ihre letzte Schicht ist, bleibt sie bei den anderen.</translation>
  </message>
  <message>
   <source>with the weights</source>
   <translation>bei den Gewichten</translation>
  </message>
  <message>
   <source>in the computer's memory</source>
   <translation>im Speicher des Rechners</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Optimiser</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Evaluation</source>
   <translation>Auswertung</translation>
  </message>
  <message>
   <source>Memory and device</source>
   <translation>Speicher und Gerät</translation>
  </message>
  <message>
   <source>Reproducibility</source>
   <translation>Wiederholbarkeit</translation>
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
   <source>60 steps, to see whether it works at all.</source>
   <translation>60 Schritte, um zu sehen, ob es überhaupt geht.</translation>
  </message>
  <message>
   <source>Follow system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Epochs</source>
   <translation>Epochen</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <source>Learning rate schedule</source>
   <translation>Verlauf der Lernrate</translation>
  </message>
  <message>
   <source>Warm-up</source>
   <translation>Aufwärmphase</translation>
  </message>
  <message>
   <source>Adapter rank</source>
   <translation>Rang des Adapters</translation>
  </message>
  <message>
   <source>Alpha</source>
   <translation>Alpha</translation>
  </message>
  <message>
   <source>Rank-stabilised scale (rsLoRA)</source>
   <translation>Rangstabilisierte Skalierung (rsLoRA)</translation>
  </message>
  <message>
   <source>Adapted linear layers</source>
   <translation>Angepasste lineare Schichten</translation>
  </message>
  <message>
   <source>Adapted layers</source>
   <translation>Angepasste Schichten</translation>
  </message>
  <message>
   <source>Batch size</source>
   <translation>Batchgröße</translation>
  </message>
  <message>
   <source>Maximum length</source>
   <translation>Größte Länge</translation>
  </message>
  <message>
   <source>Packing</source>
   <translation>Packen</translation>
  </message>
  <message>
   <source>Shuffled rows</source>
   <translation>Gemischte Zeilen</translation>
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
   <source>Steps between evaluations</source>
   <translation>Schritte zwischen zwei Messungen</translation>
  </message>
  <message>
   <source>Patience (early stopping)</source>
   <translation>Geduld (früher Abbruch)</translation>
  </message>
  <message>
   <source>Answer tokens</source>
   <translation>Token einer Antwort</translation>
  </message>
  <message>
   <source>Steps between checkpoints</source>
   <translation>Schritte zwischen zwei Sicherungen</translation>
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
   <source>Number format</source>
   <translation>Zahlenformat</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Embedding table</source>
   <translation>Embedding-Tabelle</translation>
  </message>
  <message>
   <source>Micro-batch tokens</source>
   <translation>Token eines Mikrobatches</translation>
  </message>
  <message>
   <source>Threads</source>
   <translation>Threads</translation>
  </message>
  <message>
   <source>Use of the processor</source>
   <translation>Nutzung des Prozessors</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
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
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <source>all</source>
   <translation>alle</translation>
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
   <source>%1 of the held-out rows answered exactly right; the base model %2.</source>
   <translation>%1 der zurückgehaltenen Zeilen genau richtig beantwortet; das Basismodell %2.</translation>
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
   <source>Starting</source>
   <translation>Beginnt</translation>
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
   <source>Trying out memory</source>
   <translation>Speicher wird ausprobiert</translation>
  </message>
  <message>
   <source>Testing the base model</source>
   <translation>Basismodell wird geprüft</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Resuming after step %1</source>
   <translation>Es geht nach Schritt %1 weiter</translation>
  </message>
  <message>
   <source>No checkpoint was made yet: starting at the beginning</source>
   <translation>Noch keine Sicherung: beginnt von vorn</translation>
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
   <source>Measuring</source>
   <translation>Es wird gemessen</translation>
  </message>
  <message>
   <source>Measuring %1</source>
   <translation>Misst %1</translation>
  </message>
  <message>
   <source>Answering</source>
   <translation>Antwortet</translation>
  </message>
  <message>
   <source>Asking %1</source>
   <translation>Fragt %1</translation>
  </message>
  <message>
   <source>Reading base and adapter</source>
   <translation>Basis und Adapter werden gelesen</translation>
  </message>
  <message>
   <source>Asking the trained adapter</source>
   <translation>Der trainierte Adapter wird gefragt</translation>
  </message>
  <message>
   <source>Writing the files</source>
   <translation>Die Dateien werden geschrieben</translation>
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
   <source>Asking on its own base</source>
   <translation>Auf der eigenen Basis wird gefragt</translation>
  </message>
  <message>
   <source>Asking on the other base</source>
   <translation>Auf der anderen Basis wird gefragt</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1, testing: %2</source>
   <translation>%1, Prüfung: %2</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
  <message>
   <source>a few seconds</source>
   <translation>wenige Sekunden</translation>
  </message>
  <message>
   <source>about %1 s</source>
   <translation>etwa %1 s</translation>
  </message>
  <message>
   <source>about %1 min</source>
   <translation>etwa %1 min</translation>
  </message>
  <message>
   <source>about %1 h %2 min</source>
   <translation>etwa %1 h %2 min</translation>
  </message>
  <message>
   <source>%1 · %2 left</source>
   <translation>%1 · noch %2</translation>
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
   <source>Gentle</source>
   <translation>Schonend</translation>
  </message>
  <message>
   <source>half of the cores, and every other program goes first</source>
   <translation>die Hälfte der Kerne, und jedes andere Programm geht vor</translation>
  </message>
  <message>
   <source>Normal</source>
   <translation>Normal</translation>
  </message>
  <message>
   <source>all cores, shared evenly with other programs</source>
   <translation>alle Kerne, gleichmäßig mit anderen Programmen geteilt</translation>
  </message>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>the second thread of each core as well, where it has one</source>
   <translation>auch der zweite Thread jedes Kerns, wo es ihn gibt</translation>
  </message>
  <message>
   <source>delete bin remove trash erase throw</source>
   <translation>löschen papierkorb entfernen wegwerfen tilgen</translation>
  </message>
  <message>
   <source>gpu graphics card cuda device nvidia processor cpu</source>
   <translation>gpu grafikkarte cuda gerät nvidia prozessor cpu</translation>
  </message>
  <message>
   <source>rename name title label</source>
   <translation>umbenennen name titel bezeichnung</translation>
  </message>
  <message>
   <source>duplicate copy clone again repeat</source>
   <translation>verdoppeln kopieren kopie nochmal wiederholen</translation>
  </message>
  <message>
   <source>dark light theme appearance colours mode night</source>
   <translation>dunkel hell design erscheinungsbild farben modus nacht</translation>
  </message>
  <message>
   <source>memory ram vram</source>
   <translation>speicher arbeitsspeicher ram vram</translation>
  </message>
  <message>
   <source>export save download share send report</source>
   <translation>exportieren export speichern teilen senden bericht</translation>
  </message>
  <message>
   <source>import add load open upload</source>
   <translation>importieren import hinzufügen laden öffnen</translation>
  </message>
  <message>
   <source>help guide manual glossary question</source>
   <translation>hilfe handbuch anleitung glossar frage</translation>
  </message>
  <message>
   <source>stop cancel abort end quit</source>
   <translation>stopp anhalten abbrechen beenden ende</translation>
  </message>
  <message>
   <source>pause resume continue hold</source>
   <translation>pause fortsetzen weiter anhalten</translation>
  </message>
  <message>
   <source>train learn tune finetune start run</source>
   <translation>trainieren lernen training starten lauf</translation>
  </message>
  <message>
   <source>language german english translation</source>
   <translation>sprache deutsch englisch übersetzung</translation>
  </message>
  <message>
   <source>font size text zoom large</source>
   <translation>schrift größe text zoom groß</translation>
  </message>
  <message>
   <source>key shortcut keyboard hotkey</source>
   <translation>taste tastenkürzel tastatur kürzel</translation>
  </message>
  <message>
   <source>compare test ask chat prompt try</source>
   <translation>vergleichen prüfen fragen chat testen</translation>
  </message>
  <message>
   <source>data dataset examples rows file</source>
   <translation>daten datensatz beispiele zeilen datei</translation>
  </message>
  <message>
   <source>model base checkpoint weights</source>
   <translation>modell basis gewichte</translation>
  </message>
  <message>
   <source>settings preferences options configuration</source>
   <translation>einstellungen optionen konfiguration</translation>
  </message>
  <message>
   <source>speed rate lr learning</source>
   <translation>geschwindigkeit rate lernrate lernen</translation>
  </message>
  <message>
   <source>Tables and texts (*.csv *.tsv *.xlsx *.ods *.jsonl *.json *.parquet *.arrow *.feather *.gz *.bz2 *.xz *.zst *.zip *.txt *.md);;All files (*)</source>
   <translation>Tabellen und Texte (*.csv *.tsv *.xlsx *.ods *.jsonl *.json *.parquet *.arrow *.feather *.gz *.bz2 *.xz *.zst *.zip *.txt *.md);;Alle Dateien (*)</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ActivityPage</name>
  <message>
   <source>Activity</source>
   <translation>Aktivität</translation>
  </message>
  <message>
   <source>History of everything done</source>
   <translation>Verlauf von allem, was getan wurde</translation>
  </message>
  <message>
   <source>log audit past events actions</source>
   <translation>protokoll verlauf ereignisse handlungen früher</translation>
  </message>
  <message>
   <source>Training by day</source>
   <translation>Training nach Tagen</translation>
  </message>
  <message>
   <source>calendar heat usage hours</source>
   <translation>kalender nutzung stunden tage</translation>
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
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Shown in the history</source>
   <translation>Im Verlauf gezeigt</translation>
  </message>
  <message>
   <source>Nothing was done yet</source>
   <translation>Noch nichts getan</translation>
  </message>
  <message>
   <source>Imports, runs, comparisons, checks, adapters and exports appear here by themselves.</source>
   <translation>Importe, Läufe, Vergleiche, Prüfungen, Adapter und Exporte erscheinen hier von selbst.</translation>
  </message>
  <message>
   <source>Import examples</source>
   <translation>Beispiele importieren</translation>
  </message>
  <message>
   <source>Nothing of this kind was done yet.</source>
   <translation>Etwas dieser Art wurde noch nicht getan.</translation>
  </message>
  <message>
   <source>Nothing is running.</source>
   <translation>Nichts läuft.</translation>
  </message>
  <message>
   <source>The queue is empty. Runs started during another run wait here.</source>
   <translation>Die Warteschlange ist leer. Läufe, die während eines anderen gestartet werden, warten hier.</translation>
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
   <source>Item</source>
   <translation>Gegenstand</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>Wer</translation>
  </message>
  <message>
   <source>The run at work, the queue, and everything that was done, newest first. Enter or a click on an item opens its page. A square is a day: the darker, the longer it trained. Ctrl+E saves the history as a table.</source>
   <translation>Der laufende Lauf, die Warteschlange und alles, was getan wurde, das Neueste zuerst. Die Eingabetaste oder ein Klick auf einen Gegenstand öffnet seine Seite. Ein Quadrat ist ein Tag: je kräftiger, desto länger wurde trainiert. Strg+E speichert den Verlauf als Tabelle.</translation>
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
  <name>graft::ui::ActivityViewModel</name>
  <message>
   <source>champion</source>
   <translation>Champion</translation>
  </message>
  <message>
   <source>challenger</source>
   <translation>Herausforderer</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) changed</source>
   <translation>
    <numerusform>%n Zeile geändert</numerusform>
    <numerusform>%n Zeilen geändert</numerusform>
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
   <source>%n row(s) moved to the other split</source>
   <translation>
    <numerusform>%n Zeile auf die andere Seite verschoben</numerusform>
    <numerusform>%n Zeilen auf die andere Seite verschoben</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>personal data masked in %n row(s)</source>
   <translation>
    <numerusform>Persönliches in %n Zeile verdeckt</numerusform>
    <numerusform>Persönliches in %n Zeilen verdeckt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n row(s)</source>
   <translation>
    <numerusform>%n Zeile</numerusform>
    <numerusform>%n Zeilen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n held out</source>
   <translation>
    <numerusform>%n zurückgelegt</numerusform>
    <numerusform>%n zurückgelegt</numerusform>
   </translation>
  </message>
  <message>
   <source>exact match %1, before training %2</source>
   <translation>genau richtig %1, vor dem Training %2</translation>
  </message>
  <message>
   <source>exact match %1</source>
   <translation>genau richtig %1</translation>
  </message>
  <message>
   <source>held-out loss %1</source>
   <translation>Verlust auf zurückgelegten %1</translation>
  </message>
  <message>
   <source>Run ended: %1</source>
   <translation>Lauf beendet: %1</translation>
  </message>
  <message>
   <source>Run finished</source>
   <translation>Lauf fertig</translation>
  </message>
  <message>
   <source>Run finished early</source>
   <translation>Lauf früher fertig</translation>
  </message>
  <message>
   <source>Run stopped and saved</source>
   <translation>Lauf gestoppt und gespeichert</translation>
  </message>
  <message>
   <source>Run paused, memory given back</source>
   <translation>Lauf pausiert, Speicher freigegeben</translation>
  </message>
  <message>
   <source>Run interrupted</source>
   <translation>Lauf unterbrochen</translation>
  </message>
  <message>
   <source>Run failed</source>
   <translation>Lauf gescheitert</translation>
  </message>
  <message>
   <source>Dataset imported</source>
   <translation>Datensatz importiert</translation>
  </message>
  <message>
   <source>Dataset edited</source>
   <translation>Datensatz bearbeitet</translation>
  </message>
  <message>
   <source>Dataset renamed</source>
   <translation>Datensatz umbenannt</translation>
  </message>
  <message>
   <source>formerly %1</source>
   <translation>vorher %1</translation>
  </message>
  <message>
   <source>Dataset deleted</source>
   <translation>Datensatz gelöscht</translation>
  </message>
  <message>
   <source>no harm found</source>
   <translation>kein Schaden gefunden</translation>
  </message>
  <message>
   <source>slight harm found</source>
   <translation>leichter Schaden gefunden</translation>
  </message>
  <message>
   <source>harm found</source>
   <translation>Schaden gefunden</translation>
  </message>
  <message>
   <source>Adapter checked</source>
   <translation>Adapter geprüft</translation>
  </message>
  <message>
   <source>better than the base model</source>
   <translation>besser als das Basismodell</translation>
  </message>
  <message>
   <source>worse than the base model</source>
   <translation>schlechter als das Basismodell</translation>
  </message>
  <message>
   <source>no certain difference</source>
   <translation>kein sicherer Unterschied</translation>
  </message>
  <message>
   <source>Adapter compared</source>
   <translation>Adapter verglichen</translation>
  </message>
  <message>
   <source>Answers voted on</source>
   <translation>Über Antworten abgestimmt</translation>
  </message>
  <message>
   <source>Votes withdrawn</source>
   <translation>Stimmen zurückgenommen</translation>
  </message>
  <message numerus="yes">
   <source>%n vote(s)</source>
   <translation>
    <numerusform>%n Stimme</numerusform>
    <numerusform>%n Stimmen</numerusform>
   </translation>
  </message>
  <message>
   <source>Adapter saved</source>
   <translation>Adapter gespeichert</translation>
  </message>
  <message>
   <source>Adapter imported</source>
   <translation>Adapter importiert</translation>
  </message>
  <message>
   <source>Model card edited</source>
   <translation>Modellkarte bearbeitet</translation>
  </message>
  <message>
   <source>Adapter promoted</source>
   <translation>Adapter befördert</translation>
  </message>
  <message>
   <source>is now %1</source>
   <translation>ist jetzt %1</translation>
  </message>
  <message>
   <source>Rolled back</source>
   <translation>Zurückgerollt</translation>
  </message>
  <message>
   <source>is %1 again</source>
   <translation>ist wieder %1</translation>
  </message>
  <message>
   <source>Adapter exported</source>
   <translation>Adapter exportiert</translation>
  </message>
  <message>
   <source>on %1, version %2</source>
   <translation>auf %1, Version %2</translation>
  </message>
  <message>
   <source>Run started</source>
   <translation>Lauf gestartet</translation>
  </message>
  <message>
   <source>Run paused</source>
   <translation>Lauf pausiert</translation>
  </message>
  <message>
   <source>Run resumed</source>
   <translation>Lauf fortgesetzt</translation>
  </message>
  <message>
   <source>Run moved to the bin</source>
   <translation>Lauf in den Papierkorb gelegt</translation>
  </message>
  <message>
   <source>Run restored from the bin</source>
   <translation>Lauf aus dem Papierkorb geholt</translation>
  </message>
  <message>
   <source>Run deleted from the bin</source>
   <translation>Lauf aus dem Papierkorb gelöscht</translation>
  </message>
  <message>
   <source>Note written</source>
   <translation>Notiz geschrieben</translation>
  </message>
  <message>
   <source>Note removed</source>
   <translation>Notiz entfernt</translation>
  </message>
  <message>
   <source>Tag added</source>
   <translation>Schlagwort hinzugefügt</translation>
  </message>
  <message>
   <source>Tag removed</source>
   <translation>Schlagwort entfernt</translation>
  </message>
  <message>
   <source>Store backed up</source>
   <translation>Ablage gesichert</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Alles</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>Datasets</source>
   <translation>Datensätze</translation>
  </message>
  <message>
   <source>Comparisons and checks</source>
   <translation>Vergleiche und Prüfungen</translation>
  </message>
  <message>
   <source>Adapters and exports</source>
   <translation>Adapter und Exporte</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Notes and others</source>
   <translation>Notizen und anderes</translation>
  </message>
  <message>
   <source>Model added</source>
   <translation>Modell hinzugefügt</translation>
  </message>
  <message>
   <source>Model removed from the list</source>
   <translation>Modell aus der Liste entfernt</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
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
   <source>Import an adapter</source>
   <translation>Adapter importieren</translation>
  </message>
  <message>
   <source>peft lora gguf take in bundle</source>
   <translation>peft lora gguf aufnehmen bündel</translation>
  </message>
  <message>
   <source>Save the adapter of a run</source>
   <translation>Adapter eines Laufs speichern</translation>
  </message>
  <message>
   <source>keep task version</source>
   <translation>behalten aufgabe version</translation>
  </message>
  <message>
   <source>Export an adapter</source>
   <translation>Adapter exportieren</translation>
  </message>
  <message>
   <source>merge gguf ollama lm studio peft share hand on</source>
   <translation>zusammenführen gguf ollama lm studio peft teilen weitergeben</translation>
  </message>
  <message>
   <source>Roll back to the version before</source>
   <translation>Zur vorigen Version zurück</translation>
  </message>
  <message>
   <source>champion undo previous</source>
   <translation>bester zurück vorige</translation>
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
   <source>Export it for this base</source>
   <translation>Für dieses Basismodell exportieren</translation>
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
   <source>Import …</source>
   <translation>Importieren …</translation>
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
   <source>Continue training</source>
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
   <source>Not saved yet. Save it to give it a version, a card and a history, and to keep it if the run is deleted.</source>
   <translation>Noch nicht gespeichert. Gespeichert bekommt er Version, Karte und Verlauf und bleibt, wenn der Lauf gelöscht wird.</translation>
  </message>
  <message>
   <source>Keep it all the same</source>
   <translation>Trotzdem aufnehmen</translation>
  </message>
  <message>
   <source>Task of the new adapter</source>
   <translation>Aufgabe des neuen Adapters</translation>
  </message>
  <message>
   <source>Public key …</source>
   <translation>Öffentlicher Schlüssel …</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Public key of who signed the bundle</source>
   <translation>Öffentlicher Schlüssel dessen, der das Bündel signiert hat</translation>
  </message>
  <message>
   <source>Public keys (*.pub *.pem);;All files (*)</source>
   <translation>Öffentliche Schlüssel (*.pub *.pem);;Alle Dateien (*)</translation>
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
   <source>This bundle is signed. With the public key of who sent it, it is seen whether it came as it was sent.</source>
   <translation>Dieses Bündel ist signiert. Mit dem öffentlichen Schlüssel des Absenders lässt sich sehen, ob es so ankam, wie es abging.</translation>
  </message>
  <message>
   <source>%1: what does it do? A short name, such as tickets.</source>
   <translation>%1: Was tut er? Ein kurzer Name, etwa anfragen.</translation>
  </message>
  <message>
   <source>Import without checking</source>
   <translation>Ungeprüft importieren</translation>
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
   <source>This adapter answers fewer held-out rows right than the base model: %1 instead of %2.</source>
   <translation>Dieser Adapter beantwortet weniger zurückgelegte Zeilen richtig als das Basismodell: %1 statt %2.</translation>
  </message>
  <message>
   <source>This adapter answers no more held-out rows right than the base model: %1 before and after.</source>
   <translation>Dieser Adapter beantwortet nicht mehr zurückgelegte Zeilen richtig als das Basismodell: %1 vorher und nachher.</translation>
  </message>
  <message>
   <source>Its held-out loss fell from %1 to %2, so it did learn something.</source>
   <translation>Sein Verlust auf zurückgelegten Zeilen fiel von %1 auf %2; gelernt hat er also etwas.</translation>
  </message>
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
   <source>Its signature holds.</source>
   <translation>Seine Signatur gilt.</translation>
  </message>
  <message>
   <source>Its signature was not looked at.</source>
   <translation>Die Signatur wurde nicht geprüft.</translation>
  </message>
  <message>
   <source>It is not signed.</source>
   <translation>Es ist nicht signiert.</translation>
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
  <name>graft::ui::AnswerCard</name>
  <message>
   <source>Previous question</source>
   <translation>Vorige Frage</translation>
  </message>
  <message>
   <source>Next question</source>
   <translation>Nächste Frage</translation>
  </message>
  <message>
   <source>Answers during training</source>
   <translation>Antworten während des Trainings</translation>
  </message>
  <message>
   <source>After step</source>
   <translation>Nach Schritt</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Answers to this question by step</source>
   <translation>Antworten auf diese Frage nach Schritten</translation>
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
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>before</source>
   <translation>vorher</translation>
  </message>
  <message>
   <source>right: %1</source>
   <translation>richtig: %1</translation>
  </message>
  <message>
   <source>wrong: %1</source>
   <translation>falsch: %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ApprovalPanel</name>
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
   <source>Roll back</source>
   <translation>Zurück zur vorigen Version</translation>
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
  <message>
   <source>Still missing: %1.</source>
   <translation>Es fehlt noch: %1.</translation>
  </message>
  <message>
   <source>It is the champion already.</source>
   <translation>Er ist schon der Champion.</translation>
  </message>
  <message>
   <source>Nothing is missing for the champion.</source>
   <translation>Für den Champion fehlt nichts.</translation>
  </message>
  <message>
   <source>It is the challenger already.</source>
   <translation>Er ist schon der Herausforderer.</translation>
  </message>
  <message>
   <source>The version that is being tried against the champion</source>
   <translation>Die Version, die gegen den Champion erprobt wird</translation>
  </message>
  <message>
   <source>The version before becomes the champion again</source>
   <translation>Die vorige Version wird wieder der Champion</translation>
  </message>
  <message>
   <source>a task, under which it is kept</source>
   <translation>eine Aufgabe, unter der er aufgenommen wird</translation>
  </message>
  <message numerus="yes">
   <source>%n answer(s) on the card</source>
   <translation>
    <numerusform>%n Antwort auf der Karte</numerusform>
    <numerusform>%n Antworten auf der Karte</numerusform>
   </translation>
  </message>
  <message>
   <source>saving the card</source>
   <translation>das Speichern der Karte</translation>
  </message>
  <message>
   <source>your name</source>
   <translation>Ihr Name</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AskOptions</name>
  <message>
   <source>Answer limit in tokens</source>
   <translation>Antwortgrenze in Token</translation>
  </message>
  <message>
   <source>An answer that is not complete after so many tokens is cut off. A token is about three quarters of a word.</source>
   <translation>Eine Antwort, die nach so vielen Token nicht fertig ist, wird abgeschnitten. Ein Token ist etwa drei Viertel eines Wortes.</translation>
  </message>
  <message>
   <source>Answer limit</source>
   <translation>Antwortgrenze</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>System instruction (optional)</source>
   <translation>Systemanweisung (optional)</translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation>Sampling</translation>
  </message>
  <message>
   <source>How the next word is chosen: always the most likely one, or with some randomness</source>
   <translation>Wie das nächste Wort gewählt wird: immer das wahrscheinlichste oder mit etwas Zufall</translation>
  </message>
  <message>
   <source>Tells all models what they are and how to answer, before your question</source>
   <translation>Sagt allen Modellen vor der Frage, was sie sind und wie sie antworten sollen</translation>
  </message>
  <message>
   <source>For example: You answer customers of a bank. Be short.</source>
   <translation>Zum Beispiel: Du antwortest Kunden einer Bank. Fasse dich kurz.</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>0: no randomness. 0.7 is usual for chats; more makes unlikely words likelier.</source>
   <translation>0: kein Zufall. 0,7 ist für Gespräche üblich; mehr macht unwahrscheinliche Wörter wahrscheinlicher.</translation>
  </message>
  <message>
   <source>Top-p</source>
   <translation>Top-p</translation>
  </message>
  <message>
   <source>Only the most likely words that together reach this share are drawn from. 1: all words.</source>
   <translation>Gezogen wird nur aus den wahrscheinlichsten Wörtern, die zusammen diesen Anteil erreichen. 1: aus allen.</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startzahl</translation>
  </message>
  <message>
   <source>The same seed draws the same words again.</source>
   <translation>Derselbe Startwert zieht dieselben Wörter wieder.</translation>
  </message>
  <message>
   <source>Top-p and seed count from a temperature above 0 on.</source>
   <translation>Top-p und Startwert zählen erst ab einer Temperatur über 0.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::AskTab</name>
  <message>
   <source>Question</source>
   <translation>Frage</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>Neues Gespräch</translation>
  </message>
  <message>
   <source>Forgets the questions and answers shown here; the next question stands alone</source>
   <translation>Vergisst die Fragen und Antworten hier; die nächste Frage steht für sich</translation>
  </message>
  <message>
   <source>Word differences</source>
   <translation>Wortunterschiede</translation>
  </message>
  <message>
   <source>Marks what an adapter's latest answer adds to the base model's and leaves out of it</source>
   <translation>Markiert, was die letzte Antwort eines Adapters gegenüber der des Basismodells hinzufügt und weglässt</translation>
  </message>
  <message>
   <source>How sure</source>
   <translation>Wie sicher</translation>
  </message>
  <message>
   <source>Shades each word by the probability that the model gave it; the number is in the word's tooltip</source>
   <translation>Tönt jedes Wort nach der Wahrscheinlichkeit, die das Modell ihm gab; die Zahl steht im Tooltip des Wortes</translation>
  </message>
  <message>
   <source>Held out:</source>
   <translation>Zurückgelegt:</translation>
  </message>
  <message>
   <source>Asks this row in a new conversation: %1</source>
   <translation>Fragt diese Zeile in einem neuen Gespräch: %1</translation>
  </message>
  <message>
   <source>Ask both</source>
   <translation>Beide fragen</translation>
  </message>
  <message>
   <source>Ask all</source>
   <translation>Alle fragen</translation>
  </message>
  <message>
   <source>Ask again</source>
   <translation>Weiterfragen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Another measurement of this page is running.</source>
   <translation>Eine andere Messung dieser Seite läuft.</translation>
  </message>
  <message>
   <source>Asks on in this conversation: earlier questions and each model's own answers are sent along</source>
   <translation>Fragt in diesem Gespräch weiter: frühere Fragen und die eigenen Antworten jedes Modells gehen mit</translation>
  </message>
  <message>
   <source>Ask again in this conversation</source>
   <translation>In diesem Gespräch weiterfragen</translation>
  </message>
  <message>
   <source>Ask all the same question</source>
   <translation>Allen dieselbe Frage stellen</translation>
  </message>
  <message>
   <source>Ask both the same question</source>
   <translation>Beide dasselbe fragen</translation>
  </message>
  <message>
   <source>These answers: %1</source>
   <translation>Diese Antworten: %1</translation>
  </message>
  <message>
   <source>Same for all: %1</source>
   <translation>Gleich für alle: %1</translation>
  </message>
  <message>
   <source>Conversation with %1</source>
   <translation>Gespräch mit %1</translation>
  </message>
  <message>
   <source>as it was before any training</source>
   <translation>wie es vor jedem Training war</translation>
  </message>
  <message>
   <source>the base model with this adapter</source>
   <translation>das Basismodell mit diesem Adapter</translation>
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
   <source>Not measured yet</source>
   <translation>Noch nicht gemessen</translation>
  </message>
  <message>
   <source>Base and adapter answer up to %1 rows that were never trained on. An answer is right if it equals the expected one. You will see what improved, what got worse, and whether it is more than chance.</source>
   <translation>Basis und Adapter beantworten bis zu %1 Zeilen, mit denen nie trainiert wurde. Richtig ist eine Antwort, die der erwarteten gleicht. Danach ist zu sehen, was besser und was schlechter wurde und ob das mehr als Zufall ist.</translation>
  </message>
  <message>
   <source>Answer limit in tokens</source>
   <translation>Antwortgrenze in Token</translation>
  </message>
  <message>
   <source>Longer answers are cut off and count as wrong. More tokens take more time.</source>
   <translation>Längere Antworten werden abgeschnitten und gelten als falsch. Mehr Token brauchen mehr Zeit.</translation>
  </message>
  <message>
   <source>No randomness, answers up to</source>
   <translation>Ohne Zufall, Antworten bis zu</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>Progress of the measurement</source>
   <translation>Fortschritt der Messung</translation>
  </message>
  <message>
   <source>The base model answers all rows first, then the adapter the same rows.</source>
   <translation>Zuerst beantwortet das Basismodell alle Zeilen, dann der Adapter dieselben.</translation>
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
   <source>Whose answers are counted</source>
   <translation>Wessen Antworten gezählt werden</translation>
  </message>
  <message>
   <source>Confusion map</source>
   <translation>Verwechslungskarte</translation>
  </message>
  <message>
   <source>How often each wanted answer (rows) got which answer (columns). Right answers lie on the diagonal.</source>
   <translation>Wie oft jede gewünschte Antwort (Zeilen) welche Antwort (Spalten) bekam. Richtige Antworten liegen auf der Diagonale.</translation>
  </message>
  <message>
   <source>Rows: wanted. Columns: answered. Choose a cell to see its rows.</source>
   <translation>Zeilen: gewünscht. Spalten: geantwortet. Ein Feld zeigt seine Zeilen.</translation>
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
   <source>Another measurement of this page is running.</source>
   <translation>Eine andere Messung dieser Seite läuft.</translation>
  </message>
  <message>
   <source>All %1</source>
   <translation>Alle %1</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) shown</source>
   <translation>
    <numerusform>%n Zeile gezeigt</numerusform>
    <numerusform>%n Zeilen gezeigt</numerusform>
   </translation>
  </message>
  <message>
   <source>%1: wanted “%2”, answered “%3”</source>
   <translation>%1: gewünscht „%2“, geantwortet „%3“</translation>
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
   <source>Progress of the answers</source>
   <translation>Fortschritt der Antworten</translation>
  </message>
  <message>
   <source>plus</source>
   <translation>dazu</translation>
  </message>
  <message>
   <source>held-out rows</source>
   <translation>zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>Two answers stand side by side, and you do not know whose they are. Choose the better one each time. At the end you see whether that was more than chance.</source>
   <translation>Zwei Antworten stehen nebeneinander, ohne dass zu sehen ist, von wem sie sind. Jedes Mal die bessere wählen. Am Ende steht, ob das mehr als Zufall war.</translation>
  </message>
  <message>
   <source>Vote: left, right, down for equal, up for both bad, Backspace to undo</source>
   <translation>Stimme: links, rechts, unten für gleich, oben für beide schlecht, Rücktaste nimmt zurück</translation>
  </message>
  <message>
   <source>←  Left is better</source>
   <translation>←  Links ist besser</translation>
  </message>
  <message>
   <source>Right is better  →</source>
   <translation>Rechts ist besser  →</translation>
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
   <source>Undo (Backspace)</source>
   <translation>Zurücknehmen (Rücktaste)</translation>
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
   <source>Another measurement of this page is running.</source>
   <translation>Eine andere Messung dieser Seite läuft.</translation>
  </message>
  <message>
   <source>Ctrl+Return starts it as well</source>
   <translation>Strg+Eingabe startet sie auch</translation>
  </message>
  <message>
   <source>Answered with the settings of the tab Ask: %1</source>
   <translation>Beantwortet mit den Einstellungen des Reiters „Fragen“: %1</translation>
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
   <source>Hide outliers</source>
   <translation>Ausreißer ausblenden</translation>
  </message>
  <message>
   <source>Show as table</source>
   <translation>Als Tabelle zeigen</translation>
  </message>
  <message>
   <source>Change x axis</source>
   <translation>x-Achse wechseln</translation>
  </message>
  <message>
   <source>Show everything</source>
   <translation>Alles zeigen</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Vollbild</translation>
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
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Check an adapter</source>
   <translation>Adapter prüfen</translation>
  </message>
  <message>
   <source>memorised general ability damage perplexity</source>
   <translation>auswendig allgemein schaden perplexität</translation>
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
   <source>Use it on this base</source>
   <translation>Auf diesem Basismodell verwenden</translation>
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
   <source>Checking …</source>
   <translation>Prüfung läuft …</translation>
  </message>
  <message>
   <source>Everyday text, held-out rows and trained examples are read one after the other. The result appears here; you can go on working meanwhile.</source>
   <translation>Alltagstexte, zurückgehaltene Zeilen und gelernte Beispiele werden nacheinander gelesen. Das Ergebnis erscheint hier; inzwischen kann weitergearbeitet werden.</translation>
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
   <source>perplexity of everyday text, against the base</source>
   <translation>Perplexität von Alltagstexten, gegenüber dem Basismodell</translation>
  </message>
  <message>
   <source>KL divergence from the base, nats a token</source>
   <translation>KL-Divergenz zum Basismodell, Nats je Token</translation>
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
   <source>The adapter can be applied more gently or more firmly than it was trained. Look for the strength at which the held-out rows are still good and everyday text is still fine.</source>
   <translation>Der Adapter kann schwächer oder stärker angewendet werden, als er trainiert wurde. Gesucht ist die Stärke, bei der die zurückgehaltenen Zeilen noch gut sind und Alltagstexte nicht leiden.</translation>
  </message>
  <message>
   <source>Own task against everyday text</source>
   <translation>Eigene Aufgabe gegen Alltagstexte</translation>
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
   <source>Strength to export</source>
   <translation>Stärke für den Export</translation>
  </message>
  <message>
   <source>Export at this strength</source>
   <translation>Mit dieser Stärke exportieren</translation>
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
   <source>Run the check</source>
   <translation>Prüfung beginnen</translation>
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
   <source>For a task of its own, such as sorting messages, this may not matter. For conversations train again more gently: the goal “Careful”, fewer epochs, or ordinary questions with good answers among your examples.</source>
   <translation>Für eine Aufgabe für sich, etwa Nachrichten sortieren, mag das nicht zählen. Für Gespräche sanfter neu trainieren: das Ziel „Vorsichtig“, weniger Epochen, oder gewöhnliche Fragen mit guten Antworten unter den Beispielen.</translation>
  </message>
  <message>
   <source>Train again</source>
   <translation>Noch einmal trainieren</translation>
  </message>
  <message>
   <source>held-out rows</source>
   <translation>zurückgelegte Zeilen</translation>
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
   <source>Strength %1: everyday text %2 (perplexity %3)</source>
   <translation>Stärke %1: Alltagstexte %2 (Perplexität %3)</translation>
  </message>
  <message>
   <source>held-out loss %1</source>
   <translation>Verlust auf zurückgelegten %1</translation>
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
  <name>graft::ui::CommandPalette</name>
  <message>
   <source>A page, a command, a setting, a run, a word</source>
   <translation>Eine Seite, ein Befehl, eine Einstellung, ein Lauf, ein Wort</translation>
  </message>
  <message>
   <source>Search or run a command</source>
   <translation>Suchen oder Befehl ausführen</translation>
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
   <source>this page</source>
   <translation>diese Seite</translation>
  </message>
  <message>
   <source>command</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Start the demo: sort a bank's messages</source>
   <translation>Beispiel starten: Nachrichten einer Bank sortieren</translation>
  </message>
  <message>
   <source>starter experiment example</source>
   <translation>einstieg experiment beispiel</translation>
  </message>
  <message>
   <source>Light theme</source>
   <translation>Helles Design</translation>
  </message>
  <message>
   <source>Dark theme</source>
   <translation>Dunkles Design</translation>
  </message>
  <message>
   <source>Theme of the system</source>
   <translation>Design des Systems</translation>
  </message>
  <message>
   <source>Stop and save %1</source>
   <translation>%1 anhalten und speichern</translation>
  </message>
  <message>
   <source>glossary</source>
   <translation>Glossar</translation>
  </message>
  <message>
   <source>run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <source>run, %1</source>
   <translation>Lauf, %1</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>dataset</source>
   <translation>Datensatz</translation>
  </message>
  <message>
   <source>model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Nothing is named “%1”.</source>
   <translation>Nichts heißt „%1“.</translation>
  </message>
  <message>
   <source>Search the guide for “%1”</source>
   <translation>Im Handbuch nach „%1“ suchen</translation>
  </message>
  <message>
   <source>help</source>
   <translation>Hilfe</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ComparePage</name>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Ask base and adapter</source>
   <translation>Basis und Adapter fragen</translation>
  </message>
  <message>
   <source>chat question prompt try</source>
   <translation>chat frage prompt ausprobieren</translation>
  </message>
  <message>
   <source>Measure on held-out rows</source>
   <translation>An zurückgelegten Zeilen messen</translation>
  </message>
  <message>
   <source>exact match score test verdict</source>
   <translation>genau richtig punktzahl prüfung urteil</translation>
  </message>
  <message>
   <source>Write a system instruction</source>
   <translation>Systemanweisung schreiben</translation>
  </message>
  <message>
   <source>system prompt role persona</source>
   <translation>systemprompt rolle persona anweisung</translation>
  </message>
  <message>
   <source>Set sampling: temperature, top-p, seed</source>
   <translation>Sampling einstellen: Temperatur, Top-p, Startwert</translation>
  </message>
  <message>
   <source>random creative temperature</source>
   <translation>zufall kreativ temperatur</translation>
  </message>
  <message>
   <source>Begin a new conversation</source>
   <translation>Neues Gespräch beginnen</translation>
  </message>
  <message>
   <source>chat clear history reset</source>
   <translation>chat leeren verlauf zurücksetzen</translation>
  </message>
  <message>
   <source>Start a blind vote</source>
   <translation>Blinde Abstimmung beginnen</translation>
  </message>
  <message>
   <source>judge prefer human</source>
   <translation>urteilen bevorzugen mensch</translation>
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
   <source>Use it on this base</source>
   <translation>Auf diesem Basismodell verwenden</translation>
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
   <source>Mean distance from the base (KL)</source>
   <translation>Mittlerer Abstand von der Basis (KL)</translation>
  </message>
  <message>
   <source>%1 nats a token</source>
   <translation>%1 Nat je Token</translation>
  </message>
  <message>
   <source>Base model and adapter answer the same questions over one copy of the weights. Ask is a conversation: each model goes on from its own earlier answers, and nothing is random unless a temperature is set. Held-out rows measures on examples that were never trained on and gives a verdict; squares and the confusion map show which rows changed. Blind vote lets you choose without knowing whose answer it is.

D marks what differs, Y shows how sure each word was, Ctrl+E saves a report.</source>
   <translation>Basismodell und Adapter beantworten dieselben Fragen über einer Kopie der Gewichte. „Fragen“ ist ein Gespräch: Jedes Modell fährt mit seinen eigenen früheren Antworten fort, und nichts ist zufällig, solange keine Temperatur gesetzt ist. „Zurückgelegte Zeilen“ misst an Beispielen, mit denen nie trainiert wurde, und gibt ein Urteil; Quadrate und Verwechslungskarte zeigen, welche Zeilen sich änderten. „Blinde Abstimmung“ lässt Sie wählen, ohne dass Sie wissen, von wem die Antwort ist.

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
  <message>
   <source>Choose an adapter</source>
   <translation>Adapter wählen</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::CompareViewModel</name>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Waiting for another measurement</source>
   <translation>Wartet auf eine andere Messung</translation>
  </message>
  <message>
   <source>Loading the model</source>
   <translation>Modell wird geladen</translation>
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
  <name>graft::ui::ConfusionMap</name>
  <message>
   <source>Wanted against given answers; arrow keys move, Return shows the rows of a cell</source>
   <translation>Gewünschte gegen gegebene Antworten; Pfeiltasten bewegen, Eingabe zeigt die Zeilen eines Feldes</translation>
  </message>
  <message>
   <source>something else</source>
   <translation>etwas anderes</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s): wanted “%1”, answered “%2”</source>
   <translation>
    <numerusform>%n Zeile: gewünscht „%1“, geantwortet „%2“</numerusform>
    <numerusform>%n Zeilen: gewünscht „%1“, geantwortet „%2“</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>graft::ui::DataPage</name>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Import examples</source>
   <translation>Beispiele importieren</translation>
  </message>
  <message>
   <source>csv excel json parquet file add dataset</source>
   <translation>csv excel json parquet datei hinzufügen datensatz</translation>
  </message>
  <message>
   <source>Rename a dataset</source>
   <translation>Einen Datensatz umbenennen</translation>
  </message>
  <message>
   <source>name title</source>
   <translation>Name Titel</translation>
  </message>
  <message>
   <source>Export a dataset</source>
   <translation>Einen Datensatz exportieren</translation>
  </message>
  <message>
   <source>save jsonl copy duplicate</source>
   <translation>speichern jsonl kopieren duplizieren</translation>
  </message>
  <message>
   <source>Delete a dataset</source>
   <translation>Einen Datensatz löschen</translation>
  </message>
  <message>
   <source>remove bin trash</source>
   <translation>entfernen Papierkorb wegwerfen</translation>
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
   <source>%1 was deleted.</source>
   <translation>%1 wurde gelöscht.</translation>
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
   <source>Rename …</source>
   <translation>Umbenennen …</translation>
  </message>
  <message>
   <source>Export …</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Saves the rows that are listed, in a form that can be imported again</source>
   <translation>Speichert die gelisteten Zeilen in einer Form, die sich wieder importieren lässt</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Bring your examples</source>
   <translation>Bringen Sie Ihre Beispiele</translation>
  </message>
  <message>
   <source>A table with one example a row: what is asked, and the answer that you want. CSV, Excel, JSONL, JSON, Parquet or text. Drop it here, or choose it; several files at once become one. Your files stay as they are.</source>
   <translation>Eine Tabelle mit einem Beispiel je Zeile: was gefragt wird und welche Antwort Sie wollen. CSV, Excel, JSONL, JSON, Parquet oder Text. Legen Sie sie hier ab oder wählen Sie sie; mehrere Dateien auf einmal werden eine. Ihre Dateien bleiben, wie sie sind.</translation>
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
   <source>Rename %1</source>
   <translation>%1 umbenennen</translation>
  </message>
  <message>
   <source>New name (letters, digits, - _ .); runs keep working by the old one</source>
   <translation>Neuer Name (Buchstaben, Ziffern, - _ .); Läufe finden ihn weiter unter dem alten</translation>
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
   <source>File to measure with</source>
   <translation>Datei zum Messen</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message numerus="yes">
   <source>%1, %n row(s)</source>
   <translation>
    <numerusform>%1, %n Zeile</numerusform>
    <numerusform>%1, %n Zeilen</numerusform>
   </translation>
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
  <name>graft::ui::EndNotice</name>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
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
   <source>Use</source>
   <translation>Verwendung</translation>
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
   <source>Where will you use it?</source>
   <translation>Wo wird er verwendet?</translation>
  </message>
  <message>
   <source>Keep the adapter first.</source>
   <translation>Erst den Adapter aufnehmen.</translation>
  </message>
  <message>
   <source>A bundle holds the version, the card and the history, which an adapter gets when it is kept under a task.</source>
   <translation>Ein Bündel enthält Version, Karte und Verlauf; die bekommt ein Adapter, wenn er unter einer Aufgabe aufgenommen wird.</translation>
  </message>
  <message>
   <source>Form of the files</source>
   <translation>Form der Dateien</translation>
  </message>
  <message>
   <source>The recommended form suits the use that is chosen; here are the others</source>
   <translation>Die empfohlene Form passt zur gewählten Verwendung; hier sind die anderen</translation>
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
   <source>Form</source>
   <translation>Form</translation>
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
   <source>%1 · recommended</source>
   <translation>%1 · empfohlen</translation>
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
  <name>graft::ui::ForecastPanel</name>
  <message>
   <source>Parts of the memory</source>
   <translation>Teile des Speichers</translation>
  </message>
  <message>
   <source>Hold out more …</source>
   <translation>Mehr zurückhalten …</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Disk</source>
   <translation>Festplatte</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgelegt</translation>
  </message>
  <message>
   <source>What will happen</source>
   <translation>Was geschehen wird</translation>
  </message>
  <message numerus="yes">
   <source>%n step(s)</source>
   <translation>
    <numerusform>%n Schritt</numerusform>
    <numerusform>%n Schritte</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) each</source>
   <translation>
    <numerusform>je %n Zeile</numerusform>
    <numerusform>je %n Zeilen</numerusform>
   </translation>
  </message>
  <message>
   <source>epochs: %1</source>
   <translation>Epochen: %1</translation>
  </message>
  <message numerus="yes">
   <source>%n run(s)</source>
   <translation>
    <numerusform>%n Lauf</numerusform>
    <numerusform>%n Läufe</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n step(s) in all</source>
   <translation>
    <numerusform>zusammen %n Schritt</numerusform>
    <numerusform>zusammen %n Schritte</numerusform>
   </translation>
  </message>
  <message>
   <source>Highest rate %1; a line for each epoch</source>
   <translation>Höchste Rate %1; eine Linie je Epoche</translation>
  </message>
  <message>
   <source>estimated, being measured …</source>
   <translation>geschätzt, wird gemessen …</translation>
  </message>
  <message>
   <source>estimated</source>
   <translation>geschätzt</translation>
  </message>
  <message>
   <source>The model cannot be read.</source>
   <translation>Das Modell kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>being measured …</source>
   <translation>wird gemessen …</translation>
  </message>
  <message>
   <source>known when it was measured</source>
   <translation>bekannt, sobald gemessen wurde</translation>
  </message>
  <message>
   <source>Choose examples</source>
   <translation>Beispiele wählen</translation>
  </message>
  <message>
   <source>%1 of %2 free</source>
   <translation>%1 von %2 frei</translation>
  </message>
  <message>
   <source>%1 of %2 parameters are trained (%3)</source>
   <translation>%1 von %2 Parametern werden trainiert (%3)</translation>
  </message>
  <message>
   <source>base model %1</source>
   <translation>Basismodell %1</translation>
  </message>
  <message>
   <source>adapter and optimiser %1</source>
   <translation>Adapter und Optimierer %1</translation>
  </message>
  <message>
   <source>passes and program %1</source>
   <translation>Durchgänge und Programm %1</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s)</source>
   <translation>
    <numerusform>%n Zeile</numerusform>
    <numerusform>%n Zeilen</numerusform>
   </translation>
  </message>
  <message>
   <source>No rows: nothing will say whether it became better.</source>
   <translation>Keine Zeilen: nichts wird sagen, ob es besser wurde.</translation>
  </message>
  <message numerus="yes">
   <source>exact match of short answers will be known to about ± %n point(s)</source>
   <translation>
    <numerusform>genaue Treffer bei kurzen Antworten werden auf etwa ± %n Punkt bekannt sein</numerusform>
    <numerusform>genaue Treffer bei kurzen Antworten werden auf etwa ± %n Punkte bekannt sein</numerusform>
   </translation>
  </message>
  <message>
   <source>%1 cannot tell much: %2</source>
   <translation>%1 können wenig sagen: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Guide</name>
  <message>
   <source>User's guide</source>
   <translation>Handbuch</translation>
  </message>
  <message>
   <source>Models and formats</source>
   <translation>Modelle und Formate</translation>
  </message>
  <message>
   <source>Graphics cards and processors</source>
   <translation>Grafikkarten und Prozessoren</translation>
  </message>
  <message>
   <source>Command line</source>
   <translation>Befehlszeile</translation>
  </message>
  <message>
   <source>Glossary</source>
   <translation>Wörterverzeichnis</translation>
  </message>
  <message>
   <source>Pages of the guide</source>
   <translation>Seiten des Handbuchs</translation>
  </message>
  <message>
   <source>Text of the guide</source>
   <translation>Text des Handbuchs</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HeatStrip</name>
  <message numerus="yes">
   <source>No training in the last %n week(s).</source>
   <translation>
    <numerusform>Kein Training in der letzten %n Woche.</numerusform>
    <numerusform>Kein Training in den letzten %n Wochen.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Training on %n day(s) of the last 12 weeks, %1 in all, most on %2.</source>
   <translation>
    <numerusform>Training an %n Tag der letzten 12 Wochen, %1 insgesamt, am meisten am %2.</numerusform>
    <numerusform>Training an %n Tagen der letzten 12 Wochen, %1 insgesamt, am meisten am %2.</numerusform>
   </translation>
  </message>
  <message>
   <source>%1: no training</source>
   <translation>%1: kein Training</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Histogram</name>
  <message numerus="yes">
   <source>%1 to %2: %n row(s)</source>
   <translation>
    <numerusform>%1 bis %2: %n Zeile</numerusform>
    <numerusform>%1 bis %2: %n Zeilen</numerusform>
   </translation>
  </message>
  <message>
   <source>%1 tokens</source>
   <translation>%1 Token</translation>
  </message>
  <message>
   <source>limit %1</source>
   <translation>Grenze %1</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HistoryModel</name>
  <message>
   <source>Open %1</source>
   <translation>%1 öffnen</translation>
  </message>
  <message>
   <source>%1, by %2</source>
   <translation>%1, von %2</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>Item</source>
   <translation>Gegenstand</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HomePage</name>
  <message>
   <source>Home</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Train on %1</source>
   <translation>Mit %1 trainieren</translation>
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
   <source>Demo: bank messages, about 3 min</source>
   <translation>Demo: Banknachrichten, etwa 3 min</translation>
  </message>
  <message>
   <source>Import examples …</source>
   <translation>Beispiele importieren …</translation>
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
   <source>The step that follows, and what goes on. The demo trains a small model on 600 real messages in a few minutes; nothing has to be typed. Or drop a file with examples of your own.</source>
   <translation>Der nächste Schritt, und was gerade läuft. Die Demo trainiert ein kleines Modell in wenigen Minuten mit 600 echten Nachrichten; es muss nichts getippt werden. Oder eine Datei mit eigenen Beispielen hierher ziehen.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::HomeViewModel</name>
  <message numerus="yes">
   <source>%1, %n core(s)</source>
   <translation>
    <numerusform>%1, %n Kern</numerusform>
    <numerusform>%1, %n Kerne</numerusform>
   </translation>
  </message>
  <message>
   <source>Memory: %1 of %2 free</source>
   <translation>Speicher: %1 von %2 frei</translation>
  </message>
  <message>
   <source>Disk: %1 free</source>
   <translation>Festplatte: %1 frei</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>Train on %1</source>
   <translation>Mit %1 trainieren</translation>
  </message>
  <message numerus="yes">
   <source>%n row(s) to learn from</source>
   <translation>
    <numerusform>%n Zeile zum Lernen</numerusform>
    <numerusform>%n Zeilen zum Lernen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n held out to measure with</source>
   <translation>
    <numerusform>%n zum Messen zurückgehalten</numerusform>
    <numerusform>%n zum Messen zurückgehalten</numerusform>
   </translation>
  </message>
  <message>
   <source>Held-out loss %1.</source>
   <translation>Verlust auf zurückgehaltenen Zeilen %1.</translation>
  </message>
  <message>
   <source>%1 can go on</source>
   <translation>%1 kann weitergehen</translation>
  </message>
  <message>
   <source>%1 after step %2. Resuming goes on from the last save.</source>
   <translation>%1 nach Schritt %2. Beim Fortsetzen geht es vom letzten Stand weiter.</translation>
  </message>
  <message>
   <source>See what %1 has learned</source>
   <translation>Ansehen, was %1 gelernt hat</translation>
  </message>
  <message>
   <source>%1 is saved and can be used in other programs</source>
   <translation>%1 ist gespeichert und kann in anderen Programmen verwendet werden</translation>
  </message>
  <message>
   <source>Its page says how far it came.</source>
   <translation>Seine Seite sagt, wie weit er kam.</translation>
  </message>
  <message>
   <source>Graphics card: %1</source>
   <translation>Grafikkarte: %1</translation>
  </message>
  <message>
   <source>The graphics card is not used: %1</source>
   <translation>Die Grafikkarte wird nicht benutzt: %1</translation>
  </message>
  <message>
   <source>No graphics card: training runs on the processor</source>
   <translation>Keine Grafikkarte: Es wird auf dem Prozessor trainiert</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ImportView</name>
  <message>
   <source>Add files …</source>
   <translation>Dateien dazu …</translation>
  </message>
  <message>
   <source>Further examples</source>
   <translation>Weitere Beispiele</translation>
  </message>
  <message>
   <source>Match columns</source>
   <translation>Spalten zuordnen</translation>
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
   <source>Examples to measure with</source>
   <translation>Beispiele zum Messen</translation>
  </message>
  <message>
   <source>From a file …</source>
   <translation>Aus einer Datei …</translation>
  </message>
  <message>
   <source>Take a share</source>
   <translation>Als Anteil</translation>
  </message>
  <message>
   <source>All rows of %1, and what asks the same, are never trained on.</source>
   <translation>Mit den Zeilen von %1, und was dasselbe fragt, wird nie trainiert.</translation>
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
   <source>Answer</source>
   <translation>Antwort</translation>
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
   <source>Importing …</source>
   <translation>Wird importiert …</translation>
  </message>
  <message>
   <source>Say what is what</source>
   <translation>Sagen Sie, was was ist</translation>
  </message>
  <message>
   <source>It cannot be told which column asks and which one answers. Choose them on the left.</source>
   <translation>Es ist nicht zu erkennen, welche Spalte fragt und welche antwortet. Wählen Sie sie links.</translation>
  </message>
  <message numerus="yes">
   <source>%1 and %n more</source>
   <translation>
    <numerusform>%1 und %n weitere</numerusform>
    <numerusform>%1 und %n weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>questions; the answers stand in %1, line by line</source>
   <translation>Fragen; die Antworten stehen Zeile für Zeile in %1</translation>
  </message>
  <message>
   <source>Reading …</source>
   <translation>Liest …</translation>
  </message>
  <message>
   <source>left out: %1</source>
   <translation>ausgelassen: %1</translation>
  </message>
  <message numerus="yes">
   <source>First %n row(s)</source>
   <translation>
    <numerusform>Erste %n Zeile</numerusform>
    <numerusform>Erste %n Zeilen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>First %n row(s), %1 of them left out</source>
   <translation>
    <numerusform>Erste %n Zeile, %1 davon ausgelassen</numerusform>
    <numerusform>Erste %n Zeilen, %1 davon ausgelassen</numerusform>
   </translation>
  </message>
  <message>
   <source>Line %1 is left out: %2</source>
   <translation>Zeile %1 wird ausgelassen: %2</translation>
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
   <source>User's guide</source>
   <translation>Handbuch</translation>
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
  <name>graft::ui::IntervalBars</name>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1: nothing measured</source>
   <translation>%1: nichts gemessen</translation>
  </message>
  <message>
   <source>%1: %2 of %3 right, %4; the true share lies between %5 and %6 with 95 % certainty</source>
   <translation>%1: %2 von %3 richtig, %4; der wahre Anteil liegt mit 95 % Sicherheit zwischen %5 und %6</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Job</name>
  <message>
   <source>Getting ready</source>
   <translation>Wird vorbereitet</translation>
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
   <source>%1 · stopping …</source>
   <translation>%1 · hält an …</translation>
  </message>
  <message>
   <source>Starting a run</source>
   <translation>Ein Lauf beginnt</translation>
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
  <name>graft::ui::KeysDialog</name>
  <message>
   <source>No command has these words.</source>
   <translation>Kein Befehl hat diese Wörter.</translation>
  </message>
  <message>
   <source>Single-letter shortcuts in charts and comparisons</source>
   <translation>Tasten aus einem Buchstaben in Diagrammen und Vergleichen</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Search commands and keys</source>
   <translation>Befehle und Tasten suchen</translation>
  </message>
  <message>
   <source>Click a field and press the keys. Ctrl+1 to Ctrl+9 open the pages, in the order of the bar at the side.</source>
   <translation>Klicken Sie in ein Feld und drücken Sie die Tasten. Strg+1 bis Strg+9 öffnen die Seiten, in der Reihenfolge der Leiste am Rand.</translation>
  </message>
  <message>
   <source>Reset all keys</source>
   <translation>Alle Tasten zurücksetzen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
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
 </context>
 <context>
  <name>graft::ui::LicensesDialog</name>
  <message>
   <source>Licences</source>
   <translation>Lizenzen</translation>
  </message>
  <message>
   <source>Programs and libraries</source>
   <translation>Programme und Bibliotheken</translation>
  </message>
  <message>
   <source>Text of the licence</source>
   <translation>Text der Lizenz</translation>
  </message>
  <message>
   <source>The files of the licences are not beside the program. Install Graft again.</source>
   <translation>Die Dateien der Lizenzen liegen nicht neben dem Programm. Installieren Sie Graft erneut.</translation>
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
  <message>
   <source>SHA-256: %1</source>
   <translation>SHA-256: %1</translation>
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
   <source>Search or run a command      Ctrl+K</source>
   <translation>Suchen oder Befehl ausführen      Strg+K</translation>
  </message>
  <message>
   <source>Search or run a command</source>
   <translation>Suchen oder Befehl ausführen</translation>
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
   <source>“%1” is not possible yet: something has to be chosen first.</source>
   <translation>„%1“ geht noch nicht: Erst muss etwas gewählt werden.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>%1 stays paused without the window.</source>
   <translation>%1 bleibt ohne das Fenster angehalten.</translation>
  </message>
  <message>
   <source>%1 goes on without the window.</source>
   <translation>%1 läuft ohne das Fenster weiter.</translation>
  </message>
  <message>
   <source>A run is at work</source>
   <translation>Ein Lauf ist an der Arbeit</translation>
  </message>
  <message>
   <source>Its page shows it when you open Graft again. The computer must stay on.</source>
   <translation>Seine Seite zeigt ihn, sobald Graft wieder geöffnet wird. Der Computer muss eingeschaltet bleiben.</translation>
  </message>
  <message>
   <source>The queue goes on when Graft is open.</source>
   <translation>Die Warteschlange geht weiter, wenn Graft geöffnet ist.</translation>
  </message>
  <message>
   <source>Close, let it run</source>
   <translation>Schließen, weiterlaufen lassen</translation>
  </message>
  <message>
   <source>Stop it, save, close</source>
   <translation>Anhalten, speichern, schließen</translation>
  </message>
  <message>
   <source>Keep the window</source>
   <translation>Fenster behalten</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::MarkedText</name>
  <message>
   <source>thinking</source>
   <translation>Überlegung</translation>
  </message>
  <message>
   <source>tool call</source>
   <translation>Werkzeugaufruf</translation>
  </message>
  <message>
   <source>tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>documents</source>
   <translation>Dokumente</translation>
  </message>
  <message>
   <source>What the model sees</source>
   <translation>Was das Modell sieht</translation>
  </message>
  <message>
   <source>show all %L1 characters</source>
   <translation>alle %L1 Zeichen zeigen</translation>
  </message>
  <message>
   <source>fold</source>
   <translation>einklappen</translation>
  </message>
  <message>
   <source>… %L1 more characters, not shown here …</source>
   <translation>… %L1 weitere Zeichen, hier nicht gezeigt …</translation>
  </message>
  <message>
   <source>The model's template does not write %1.</source>
   <translation>Die Vorlage des Modells schreibt nicht: %1.</translation>
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
  <name>graft::ui::MarksLegend</name>
  <message>
   <source>added</source>
   <translation>hinzugefügt</translation>
  </message>
  <message>
   <source>left out</source>
   <translation>weggelassen</translation>
  </message>
  <message>
   <source>Against the base model's answer:</source>
   <translation>Gegenüber der Antwort des Basismodells:</translation>
  </message>
  <message>
   <source>How sure it was of each word:</source>
   <translation>Wie sicher jedes Wort war:</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ModelCard</name>
  <message>
   <source>weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <source>on disk</source>
   <translation>auf der Platte</translation>
  </message>
  <message>
   <source>memory to train, about</source>
   <translation>Speicher zum Trainieren, etwa</translation>
  </message>
  <message>
   <source>in 4 bits (QLoRA), about</source>
   <translation>in 4 Bit (QLoRA), etwa</translation>
  </message>
  <message>
   <source>context, tokens</source>
   <translation>Kontext, Token</translation>
  </message>
  <message>
   <source>architecture: %1</source>
   <translation>Architektur: %1</translation>
  </message>
  <message numerus="yes">
   <source>%n layer(s), width %1</source>
   <translation>
    <numerusform>%n Schicht, Breite %1</numerusform>
    <numerusform>%n Schichten, Breite %1</numerusform>
   </translation>
  </message>
  <message>
   <source>comes with Graft</source>
   <translation>kommt mit Graft</translation>
  </message>
  <message>
   <source>It continues texts. Conversations cannot be written for it.</source>
   <translation>Es setzt Texte fort. Gespräche lassen sich nicht dafür schreiben.</translation>
  </message>
  <message>
   <source>It has a template for conversations: questions, answers and system text.</source>
   <translation>Es hat eine Vorlage für Gespräche: Fragen, Antworten und Systemtext.</translation>
  </message>
  <message>
   <source>Licence: %1</source>
   <translation>Lizenz: %1</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove %1 from the list</source>
   <translation>%1 aus der Liste entfernen</translation>
  </message>
  <message>
   <source>Removes the link. The model's files stay where they are.</source>
   <translation>Entfernt den Verweis. Die Dateien des Modells bleiben, wo sie sind.</translation>
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
   <source>chosen</source>
   <translation>gewählt</translation>
  </message>
  <message>
   <source>%1 · %2 weights · %3</source>
   <translation>%1 · %2 Gewichte · %3</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>Add %1</source>
   <translation>%1 hinzufügen</translation>
  </message>
  <message>
   <source>Problem</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <source>On disk</source>
   <translation>Auf der Platte</translation>
  </message>
  <message>
   <source>Memory to train, about</source>
   <translation>Speicher zum Trainieren, etwa</translation>
  </message>
  <message>
   <source>In 4 bits (QLoRA), about</source>
   <translation>In 4 Bit (QLoRA), etwa</translation>
  </message>
  <message>
   <source>Context, tokens</source>
   <translation>Kontext, Token</translation>
  </message>
  <message>
   <source>Architecture</source>
   <translation>Architektur</translation>
  </message>
  <message>
   <source>Conversations</source>
   <translation>Gespräche</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Ort</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ModelsPage</name>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Add a base model</source>
   <translation>Basismodell hinzufügen</translation>
  </message>
  <message>
   <source>download gguf hugging face folder</source>
   <translation>herunterladen gguf hugging face ordner</translation>
  </message>
  <message>
   <source>Search the models</source>
   <translation>Modelle durchsuchen</translation>
  </message>
  <message>
   <source>find ollama lm studio llama qwen gemma</source>
   <translation>finden ollama lm studio llama qwen gemma</translation>
  </message>
  <message>
   <source>Add a model …</source>
   <translation>Modell hinzufügen …</translation>
  </message>
  <message>
   <source>Looking for models …</source>
   <translation>Modelle werden gesucht …</translation>
  </message>
  <message>
   <source>Looking through the folders of other programs …</source>
   <translation>Ordner anderer Programme werden durchsucht …</translation>
  </message>
  <message>
   <source>Base models of the Llama family (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), Qwen 2, 2.5 and 3, Gemma 3, SmolLM3 and Granite 3, as a GGUF file or a Hugging Face folder. They are never changed.</source>
   <translation>Basismodelle der Llama-Familie (Llama 2 und 3, Mistral, SmolLM2, TinyLlama), Qwen 2, 2.5 und 3, Gemma 3, SmolLM3 und Granite 3, als GGUF-Datei oder Hugging-Face-Ordner. Sie werden nie verändert.</translation>
  </message>
  <message>
   <source>Search models</source>
   <translation>Modelle suchen</translation>
  </message>
  <message>
   <source>A GGUF file …</source>
   <translation>Eine GGUF-Datei …</translation>
  </message>
  <message>
   <source>A Hugging Face folder …</source>
   <translation>Ein Hugging-Face-Ordner …</translation>
  </message>
  <message>
   <source>On this computer already</source>
   <translation>Schon auf diesem Computer</translation>
  </message>
  <message>
   <source>Other programs keep these. Adding one makes a link to it; the files stay where they are.</source>
   <translation>Diese Modelle gehören anderen Programmen. Hinzufügen legt einen Verweis an; die Dateien bleiben, wo sie sind.</translation>
  </message>
  <message>
   <source>How to get a model</source>
   <translation>So kommt man an ein Modell</translation>
  </message>
  <message>
   <source>Two forms fit: one GGUF file (name.gguf), or a Hugging Face folder with config.json, model.safetensors, tokenizer.json and tokenizer_config.json.</source>
   <translation>Zwei Formen passen: eine GGUF-Datei (Name.gguf) oder ein Hugging-Face-Ordner mit config.json, model.safetensors, tokenizer.json und tokenizer_config.json.</translation>
  </message>
  <message>
   <source>From Hugging Face: open the model's page in a browser, choose “Files and versions”, save all its files into one folder, and add that folder here.</source>
   <translation>Von Hugging Face: die Seite des Modells im Browser öffnen, „Files and versions“ wählen, alle Dateien in einem Ordner speichern und diesen Ordner hier hinzufügen.</translation>
  </message>
  <message>
   <source>From Ollama, LM Studio, llama.cpp or GPT4All: download the model in that program. Graft finds it by itself and lists it above.</source>
   <translation>Von Ollama, LM Studio, llama.cpp oder GPT4All: das Modell in diesem Programm herunterladen. Graft findet es von selbst und zeigt es oben.</translation>
  </message>
  <message>
   <source>For a first try on a laptop, models of 0.1 to 1.5 billion weights are quick to train. The badge says what fits this machine.</source>
   <translation>Für einen ersten Versuch auf einem Laptop trainieren Modelle mit 0,1 bis 1,5 Milliarden Gewichten schnell. Das Schildchen sagt, was auf diesen Rechner passt.</translation>
  </message>
  <message>
   <source>Graft itself opens no network connection, so it downloads nothing.</source>
   <translation>Graft selbst öffnet keine Netzverbindung und lädt deshalb nichts herunter.</translation>
  </message>
  <message>
   <source>No model of this name.</source>
   <translation>Kein Modell dieses Namens.</translation>
  </message>
  <message>
   <source>None was found. Graft looks in the folders of Hugging Face, Ollama, LM Studio, llama.cpp and GPT4All.</source>
   <translation>Keines gefunden. Graft sucht in den Ordnern von Hugging Face, Ollama, LM Studio, llama.cpp und GPT4All.</translation>
  </message>
  <message>
   <source>%1 (%2) cannot be trained here: %3</source>
   <translation>%1 (%2) lässt sich hier nicht trainieren: %3</translation>
  </message>
  <message numerus="yes">
   <source>%n more cannot be trained here.</source>
   <translation>
    <numerusform>%n weiteres lässt sich hier nicht trainieren.</numerusform>
    <numerusform>%n weitere lassen sich hier nicht trainieren.</numerusform>
   </translation>
  </message>
  <message>
   <source>Base model, a GGUF file</source>
   <translation>Basismodell, eine GGUF-Datei</translation>
  </message>
  <message>
   <source>GGUF models (*.gguf)</source>
   <translation>GGUF-Modelle (*.gguf)</translation>
  </message>
  <message>
   <source>All files (*)</source>
   <translation>Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Base model, a Hugging Face folder</source>
   <translation>Basismodell, ein Hugging-Face-Ordner</translation>
  </message>
  <message>
   <source>Base models that adapters are trained on. They stay where they lie and are never changed; adding one makes a link to it. Ctrl+Return trains with the framed model, Ctrl+F searches. Remove takes the link away, never the files.</source>
   <translation>Basismodelle, auf denen Adapter trainiert werden. Sie bleiben, wo sie liegen, und werden nie verändert; Hinzufügen legt einen Verweis an. Strg+Eingabe trainiert mit dem umrahmten Modell, Strg+F sucht. Entfernen nimmt den Verweis weg, nie die Dateien.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::ModelsViewModel</name>
  <message>
   <source>%1 million</source>
   <translation>%1 Millionen</translation>
  </message>
  <message>
   <source>%1 billion</source>
   <translation>%1 Milliarden</translation>
  </message>
  <message>
   <source>Training needs about %1, or %2 with the base in 4 bits (QLoRA). %3 are free now. Estimated from the model's sizes, for the processor.</source>
   <translation>Das Training braucht etwa %1, oder %2 mit der Basis in 4 Bit (QLoRA). Frei sind jetzt %3. Geschätzt aus den Größen des Modells, für den Prozessor.</translation>
  </message>
  <message>
   <source>Fits this machine</source>
   <translation>Passt auf diesen Rechner</translation>
  </message>
  <message>
   <source>Fits in 4 bits (QLoRA)</source>
   <translation>Passt in 4 Bit (QLoRA)</translation>
  </message>
  <message>
   <source>Too large: needs about %1 of %2</source>
   <translation>Zu groß: braucht etwa %1 von %2</translation>
  </message>
  <message>
   <source>No chat template</source>
   <translation>Keine Chat-Vorlage</translation>
  </message>
  <message>
   <source>Chat model</source>
   <translation>Chat-Modell</translation>
  </message>
  <message>
   <source>%1 was removed from the list. Its files are untouched.</source>
   <translation>%1 wurde aus der Liste entfernt. Die Dateien sind unberührt.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::NextCard</name>
  <message>
   <source>, done near %1</source>
   <translation>, fertig gegen %1</translation>
  </message>
  <message>
   <source>Start the demo</source>
   <translation>Demo starten</translation>
  </message>
  <message>
   <source>Progress of the run</source>
   <translation>Fortschritt des Laufs</translation>
  </message>
  <message>
   <source>Starting …</source>
   <translation>Beginnt …</translation>
  </message>
  <message>
   <source>Next step</source>
   <translation>Nächster Schritt</translation>
  </message>
  <message>
   <source>Reading your work …</source>
   <translation>Die Arbeit wird gelesen …</translation>
  </message>
  <message>
   <source>Try it now</source>
   <translation>Jetzt ausprobieren</translation>
  </message>
  <message>
   <source>Watch a small model learn to sort bank messages</source>
   <translation>Zusehen, wie ein kleines Modell Banknachrichten sortieren lernt</translation>
  </message>
  <message>
   <source>It learns 12 intents from 600 real messages and is measured on messages that it has never seen. About 3 minutes, 1.1 GB of memory; nothing leaves this machine.</source>
   <translation>Es lernt 12 Anliegen aus 600 echten Nachrichten und wird an Nachrichten gemessen, die es nie gesehen hat. Etwa 3 Minuten, 1,1 GB Speicher; nichts verlässt diesen Rechner.</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>At work</source>
   <translation>An der Arbeit</translation>
  </message>
  <message>
   <source>Stopping after what is being computed now …</source>
   <translation>Hält an, sobald der laufende Teil berechnet ist …</translation>
  </message>
  <message>
   <source>Open the run</source>
   <translation>Lauf öffnen</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Asked: %1</source>
   <translation>Gefragt: %1</translation>
  </message>
  <message>
   <source>Base model: %1</source>
   <translation>Basismodell: %1</translation>
  </message>
  <message>
   <source>Now: %1</source>
   <translation>Jetzt: %1</translation>
  </message>
  <message>
   <source>Choose model and settings</source>
   <translation>Modell und Einstellungen wählen</translation>
  </message>
  <message>
   <source>Compare with the base</source>
   <translation>Mit der Basis vergleichen</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Export</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::OutcomePanel</name>
  <message>
   <source>Compare with the base</source>
   <translation>Mit der Basis vergleichen</translation>
  </message>
  <message>
   <source>Ask both models the same questions, and see whether the difference is more than chance</source>
   <translation>Beiden Modellen dieselben Fragen stellen und sehen, ob der Unterschied mehr als Zufall ist</translation>
  </message>
  <message>
   <source>Check everyday text</source>
   <translation>Alltagstexte prüfen</translation>
  </message>
  <message>
   <source>Measure what the model has lost of its general ability</source>
   <translation>Messen, was das Modell an allgemeinem Können verloren hat</translation>
  </message>
  <message>
   <source>Save adapter</source>
   <translation>Adapter speichern</translation>
  </message>
  <message>
   <source>Give the adapter a name and a version, then export it for other programs</source>
   <translation>Dem Adapter einen Namen und eine Version geben, dann für andere Programme exportieren</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Adapter</source>
   <translation>Adapter</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::OverlayView</name>
  <message>
   <source>Open the best</source>
   <translation>Den besten öffnen</translation>
  </message>
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
   <source>Results, and what changed (F8: next)</source>
   <translation>Ergebnisse, und was sich änderte (F8: weiter)</translation>
  </message>
  <message>
   <source>What did best</source>
   <translation>Was am besten war</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Exact match</source>
   <translation>Genau richtig</translation>
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
  <name>graft::ui::Plot</name>
  <message>
   <source>log scale</source>
   <translation>logarithmisch</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::PreparingPanel</name>
  <message>
   <source>Before the first step</source>
   <translation>Vor dem ersten Schritt</translation>
  </message>
  <message>
   <source>Answers of the base model</source>
   <translation>Antworten des Basismodells</translation>
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
   <source>done</source>
   <translation>erledigt</translation>
  </message>
  <message>
   <source>in progress</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>to come</source>
   <translation>kommt noch</translation>
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
   <source>tokens at most in half of the rows</source>
   <translation>Token höchstens in der Hälfte der Zeilen</translation>
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
   <source>Rows by length</source>
   <translation>Zeilen nach Länge</translation>
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
   <source>How this is calculated</source>
   <translation>So wird gerechnet</translation>
  </message>
  <message>
   <source>Work out what it is worth</source>
   <translation>Ausrechnen, was er wert ist</translation>
  </message>
  <message>
   <source>Enter prices and what the adapter saves; cost, return and the time until it pays for itself follow</source>
   <translation>Preise eintragen und was der Adapter spart; daraus folgen Kosten, Ertrag und die Zeit, bis er sich lohnt</translation>
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
   <source>Energy: %1.</source>
   <translation>Energie: %1.</translation>
  </message>
  <message>
   <source>Return</source>
   <translation>Ertrag</translation>
  </message>
  <message>
   <source>time of the run</source>
   <translation>Zeit des Laufs</translation>
  </message>
  <message>
   <source>tokens read</source>
   <translation>gelesene Token</translation>
  </message>
  <message>
   <source>size of the adapter</source>
   <translation>Größe des Adapters</translation>
  </message>
  <message>
   <source>of the model's weights trained</source>
   <translation>der Gewichte des Modells trainiert</translation>
  </message>
  <message>
   <source>energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>%1 kWh</source>
   <translation>%1 kWh</translation>
  </message>
  <message numerus="yes">
   <source>%n run(s) over these examples</source>
   <translation>
    <numerusform>%n Lauf über diese Beispiele</numerusform>
    <numerusform>%n Läufe über diese Beispiele</numerusform>
   </translation>
  </message>
  <message>
   <source>Against full tuning of the same model, which is calculated</source>
   <translation>Gegenüber vollem Training desselben Modells, das berechnet ist</translation>
  </message>
  <message>
   <source>%1 instead of %2</source>
   <translation>%1 statt %2</translation>
  </message>
  <message>
   <source>Weights trained</source>
   <translation>Trainierte Gewichte</translation>
  </message>
  <message>
   <source>Memory of weights while training</source>
   <translation>Speicher der Gewichte beim Training</translation>
  </message>
  <message numerus="yes">
   <source>%n run(s)</source>
   <translation>
    <numerusform>%n Lauf</numerusform>
    <numerusform>%n Läufe</numerusform>
   </translation>
  </message>
  <message>
   <source>%1 months</source>
   <translation>%1 Monaten</translation>
  </message>
  <message>
   <source>The cost follows from the price of a machine hour. If that price holds the electricity, enter 0 for a kilowatt-hour.</source>
   <translation>Die Kosten folgen aus dem Preis einer Maschinenstunde. Enthält er den Strom, bei der Kilowattstunde 0 eintragen.</translation>
  </message>
  <message>
   <source>Not entered, and not counted: %1.</source>
   <translation>Nicht eingetragen und nicht gezählt: %1.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RecentRuns</name>
  <message>
   <source>Recent runs</source>
   <translation>Letzte Läufe</translation>
  </message>
  <message>
   <source>All runs</source>
   <translation>Alle Läufe</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <source>Exact match, before → after</source>
   <translation>Genaue Treffer, vorher → nachher</translation>
  </message>
  <message>
   <source>Training loss</source>
   <translation>Trainingsverlust</translation>
  </message>
  <message>
   <source>Held-out loss</source>
   <translation>Verlust auf zurückgelegten</translation>
  </message>
  <message>
   <source>Started</source>
   <translation>Begonnen</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Open run %1, %2</source>
   <translation>Lauf %1 öffnen, %2</translation>
  </message>
  <message>
   <source>%1, version %2</source>
   <translation>%1, Version %2</translation>
  </message>
  <message>
   <source>%1 → %2</source>
   <translation>%1 → %2</translation>
  </message>
  <message numerus="yes">
   <source>%n held-out row(s); the pale band is the 95 % interval</source>
   <translation>
    <numerusform>%n zurückgehaltene Zeile; das blasse Band ist das 95-%-Intervall</numerusform>
    <numerusform>%n zurückgehaltene Zeilen; das blasse Band ist das 95-%-Intervall</numerusform>
   </translation>
  </message>
  <message>
   <source>Training loss over the steps</source>
   <translation>Trainingsverlust über die Schritte</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>Watch</source>
   <translation>Zusehen</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::RowPanel</name>
  <message>
   <source>System instruction</source>
   <translation>Systemanweisung</translation>
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
   <source>Edit …</source>
   <translation>Bearbeiten …</translation>
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
   <source>The edit was not taken: %1.</source>
   <translation>Die Änderung wurde nicht übernommen: %1.</translation>
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
   <source>Use of the processor</source>
   <translation>Nutzung des Prozessors</translation>
  </message>
  <message>
   <source>Processor: %1</source>
   <translation>Prozessor: %1</translation>
  </message>
  <message>
   <source>Stop and save</source>
   <translation>Anhalten und speichern</translation>
  </message>
  <message>
   <source>Ends after this step; the adapter as it is then is kept</source>
   <translation>Endet nach diesem Schritt; der Adapter wird behalten, wie er dann ist</translation>
  </message>
  <message>
   <source>Stop now, keep the last save</source>
   <translation>Sofort anhalten, letzten Stand behalten</translation>
  </message>
  <message>
   <source>Ends at once; the run can be resumed from what it saved last</source>
   <translation>Endet sofort; der Lauf kann vom zuletzt gesicherten Stand aus weitergehen</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
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
   <source>Train again …</source>
   <translation>Noch einmal …</translation>
  </message>
  <message>
   <source>Opens Train with this run's examples, model and settings; nothing starts yet</source>
   <translation>Öffnet Training mit den Beispielen, dem Modell und den Einstellungen dieses Laufs; noch beginnt nichts</translation>
  </message>
  <message>
   <source>Train one more epoch</source>
   <translation>Eine weitere Epoche trainieren</translation>
  </message>
  <message>
   <source>As a run of its own that starts from this adapter</source>
   <translation>Als eigener Lauf, der bei diesem Adapter beginnt</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>Vorbereiten</translation>
  </message>
  <message>
   <source>Test before</source>
   <translation>Prüfung davor</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Test after</source>
   <translation>Prüfung danach</translation>
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
   <source>steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>The first point comes with the first step.</source>
   <translation>Der erste Punkt kommt mit dem ersten Schritt.</translation>
  </message>
  <message>
   <source>Gradient norm</source>
   <translation>Gradientennorm</translation>
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
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>Step %1: %2</source>
   <translation>Schritt %1: %2</translation>
  </message>
  <message>
   <source>. Suggestion: %1</source>
   <translation>. Vorschlag: %1</translation>
  </message>
  <message>
   <source>Stopping after what is being computed now …</source>
   <translation>Hält an, sobald der laufende Teil berechnet ist …</translation>
  </message>
  <message>
   <source>Pausing after this step …</source>
   <translation>Pausiert nach diesem Schritt …</translation>
  </message>
  <message>
   <source>Resuming …</source>
   <translation>Geht weiter …</translation>
  </message>
  <message>
   <source>Stopping …</source>
   <translation>Hält an …</translation>
  </message>
  <message>
   <source>done</source>
   <translation>erledigt</translation>
  </message>
  <message>
   <source>in progress</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>to come</source>
   <translation>kommt noch</translation>
  </message>
  <message>
   <source>base %1</source>
   <translation>Basis %1</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>held-out</source>
   <translation>zurückgelegt</translation>
  </message>
  <message>
   <source>best, kept</source>
   <translation>bester, behalten</translation>
  </message>
  <message>
   <source>best</source>
   <translation>bester</translation>
  </message>
  <message>
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>Mean of the run: %1</source>
   <translation>Mittel des Laufs: %1</translation>
  </message>
  <message>
   <source>Waiting for the first reading</source>
   <translation>Warten auf den ersten Wert</translation>
  </message>
  <message>
   <source>Memory was not recorded.</source>
   <translation>Der Speicher wurde nicht aufgezeichnet.</translation>
  </message>
  <message>
   <source>may use %1</source>
   <translation>darf %1 nutzen</translation>
  </message>
  <message>
   <source>At most %1</source>
   <translation>Höchstens %1</translation>
  </message>
  <message>
   <source>At most %1 of %2 that it may use</source>
   <translation>Höchstens %1 von %2, die er nutzen darf</translation>
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
   <source>Engine</source>
   <translation>Rechenwerk</translation>
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
   <source>Step after which the answers were given</source>
   <translation>Schritt, nach dem die Antworten gegeben wurden</translation>
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
   <source>After step</source>
   <translation>Nach Schritt</translation>
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
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <source>epoch</source>
   <translation>Epoche</translation>
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
   <source>Start the engine</source>
   <translation>Rechenprogramm starten</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>Load the base model</source>
   <translation>Basismodell laden</translation>
  </message>
  <message>
   <source>%1 million weights</source>
   <translation>%1 Millionen Gewichte</translation>
  </message>
  <message>
   <source>Read the examples</source>
   <translation>Beispiele lesen</translation>
  </message>
  <message>
   <source>%1 rows, %2 tokens</source>
   <translation>%1 Zeilen, %2 Token</translation>
  </message>
  <message>
   <source>Try out memory</source>
   <translation>Speicher ausprobieren</translation>
  </message>
  <message>
   <source>%1 of %2 at most</source>
   <translation>höchstens %1 von %2</translation>
  </message>
  <message>
   <source>pass %1 of about %2</source>
   <translation>Durchgang %1 von etwa %2</translation>
  </message>
  <message>
   <source>Read the last save</source>
   <translation>Letzten Stand lesen</translation>
  </message>
  <message>
   <source>Test the base model</source>
   <translation>Basismodell prüfen</translation>
  </message>
  <message>
   <source>loss: %1 held-out rows</source>
   <translation>Verlust: %1 zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>%1 held-out rows answered</source>
   <translation>%1 zurückgelegte Zeilen beantwortet</translation>
  </message>
  <message>
   <source>%1 held-out rows</source>
   <translation>%1 zurückgelegte Zeilen</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>%1 steps, %2</source>
   <translation>%1 Schritte, %2</translation>
  </message>
  <message>
   <source>%1 steps</source>
   <translation>%1 Schritte</translation>
  </message>
  <message>
   <source>Without held-out rows there is nothing to ask. Hold some out when you import.</source>
   <translation>Ohne zurückgelegte Zeilen gibt es nichts zu fragen. Legen Sie beim Import einige zurück.</translation>
  </message>
  <message>
   <source>The answers are long, so they are measured by their loss alone.</source>
   <translation>Die Antworten sind lang und werden deshalb nur an ihrem Verlust gemessen.</translation>
  </message>
  <message>
   <source>They appear here as they are made: what the model says before it is trained.</source>
   <translation>Sie erscheinen hier, sobald sie entstehen: was das Modell sagt, bevor es trainiert wird.</translation>
  </message>
  <message>
   <source>%1 of %2 right before training</source>
   <translation>%1 von %2 richtig vor dem Training</translation>
  </message>
  <message>
   <source>No rows are held out, so there are no questions to ask. Hold some out when you import.</source>
   <translation>Es sind keine Zeilen zurückgehalten, also gibt es nichts zu fragen. Beim Import lassen sich welche zurückhalten.</translation>
  </message>
  <message>
   <source>They appear here with the first measurement.</source>
   <translation>Sie erscheinen hier mit der ersten Messung.</translation>
  </message>
  <message>
   <source>No sample answers were recorded.</source>
   <translation>Es wurden keine Beispielantworten aufgezeichnet.</translation>
  </message>
  <message>
   <source>No rows are held out, so nothing says whether it learns or memorises.</source>
   <translation>Es sind keine Zeilen zurückgehalten, also sagt nichts, ob es lernt oder auswendig lernt.</translation>
  </message>
  <message>
   <source>Held-out rows are measured next after step %1.</source>
   <translation>Die zurückgehaltenen Zeilen werden als Nächstes nach Schritt %1 gemessen.</translation>
  </message>
  <message>
   <source>base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>step %1</source>
   <translation>Schritt %1</translation>
  </message>
  <message>
   <source>Held-out loss has risen from %1 (%2) to %3: it learns what does not hold for other rows.</source>
   <translation>Der Verlust auf zurückgehaltenen Zeilen ist von %1 (%2) auf %3 gestiegen: es lernt, was für andere Zeilen nicht gilt.</translation>
  </message>
  <message>
   <source>Held-out loss has risen from %1 (%2) to %3: it begins to memorise.</source>
   <translation>Der Verlust auf zurückgehaltenen Zeilen ist von %1 (%2) auf %3 gestiegen: es beginnt, auswendig zu lernen.</translation>
  </message>
  <message>
   <source>The adapter of step %1 was kept.</source>
   <translation>Der Adapter von Schritt %1 wurde behalten.</translation>
  </message>
  <message>
   <source>At the end the best adapter is kept.</source>
   <translation>Am Ende wird der beste Adapter behalten.</translation>
  </message>
  <message>
   <source>Held-out loss fell from %1 (%2) to %3.</source>
   <translation>Der Verlust auf zurückgehaltenen Zeilen fiel von %1 (%2) auf %3.</translation>
  </message>
  <message>
   <source>Held-out loss is level: %1 (%2), now %3.</source>
   <translation>Der Verlust auf zurückgehaltenen Zeilen bleibt gleich: %1 (%2), jetzt %3.</translation>
  </message>
  <message numerus="yes">
   <source>%n held-out row(s)</source>
   <translation>
    <numerusform>%n zurückgehaltene Zeile</numerusform>
    <numerusform>%n zurückgehaltene Zeilen</numerusform>
   </translation>
  </message>
  <message>
   <source>held-out loss %1, base model %2</source>
   <translation>Verlust auf zurückgehaltenen Zeilen %1, Basismodell %2</translation>
  </message>
  <message>
   <source>Held-out loss went from %1 to %2.</source>
   <translation>Der Verlust auf zurückgehaltenen Zeilen ging von %1 auf %2.</translation>
  </message>
  <message>
   <source>Held-out loss %1.</source>
   <translation>Verlust auf zurückgehaltenen Zeilen %1.</translation>
  </message>
  <message>
   <source>Trained without held-out rows, so nothing says whether it became better.</source>
   <translation>Ohne zurückgehaltene Zeilen trainiert, also sagt nichts, ob es besser wurde.</translation>
  </message>
  <message>
   <source>%1 after step %2 of %3.</source>
   <translation>%1 nach Schritt %2 von %3.</translation>
  </message>
  <message>
   <source>The adapter as it was then can be used; resuming goes on from the last save.</source>
   <translation>Der Adapter, wie er da war, kann verwendet werden; beim Fortsetzen geht es vom letzten Stand weiter.</translation>
  </message>
  <message>
   <source>Resuming goes on from the last save.</source>
   <translation>Beim Fortsetzen geht es vom letzten Stand weiter.</translation>
  </message>
  <message>
   <source>adapter of step %1, the best one</source>
   <translation>Adapter von Schritt %1, der beste</translation>
  </message>
  <message numerus="yes">
   <source>%n step(s)</source>
   <translation>
    <numerusform>%n Schritt</numerusform>
    <numerusform>%n Schritte</numerusform>
   </translation>
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
   <source>%1 → %2</source>
   <translation>%1 → %2</translation>
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
   <source>Base model</source>
   <translation>Basismodell</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Exact match, before → after</source>
   <translation>Genaue Treffer, vorher → nachher</translation>
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
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
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
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>font zoom large small</source>
   <translation>schrift zoom groß klein</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>german english deutsch translation</source>
   <translation>deutsch englisch übersetzung</translation>
  </message>
  <message>
   <source>Use of the processor</source>
   <translation>Nutzung des Prozessors</translation>
  </message>
  <message>
   <source>cpu threads cores gentle priority background</source>
   <translation>cpu threads kerne sanft priorität hintergrund</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>keys hotkeys bindings</source>
   <translation>tasten kürzel belegung</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Design</translation>
  </message>
  <message>
   <source>dark light appearance colours</source>
   <translation>dunkel hell erscheinungsbild farben</translation>
  </message>
  <message>
   <source>Back up the store</source>
   <translation>Ablage sichern</translation>
  </message>
  <message>
   <source>copy save database folder disk</source>
   <translation>kopie sichern datenbank ordner platte</translation>
  </message>
  <message>
   <source>Licences</source>
   <translation>Lizenzen</translation>
  </message>
  <message>
   <source>legal copyright third party about version</source>
   <translation>recht urheberrecht bibliotheken über version</translation>
  </message>
  <message>
   <source>Reset the window's settings</source>
   <translation>Einstellungen des Fensters zurücksetzen</translation>
  </message>
  <message>
   <source>default restore factory</source>
   <translation>standard wiederherstellen werkseinstellung</translation>
  </message>
  <message>
   <source>Tell me on the desktop when a run has ended</source>
   <translation>Auf dem Schreibtisch melden, wenn ein Lauf zu Ende ist</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Follow system</source>
   <translation>Wie das System</translation>
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
   <source>The language changes when Graft is started again.</source>
   <translation>Die Sprache wechselt, wenn Graft neu gestartet wird.</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>Use of the processor, for what is started in this window from now on. A run at work is changed on its own page.</source>
   <translation>Nutzung des Prozessors, für alles, was in diesem Fenster ab jetzt gestartet wird. Ein laufender Lauf wird auf seiner eigenen Seite geändert.</translation>
  </message>
  <message>
   <source>Where the desktop shows messages; while the window is in front it needs none</source>
   <translation>Wo der Schreibtisch Meldungen zeigt; solange das Fenster vorn ist, braucht es keine</translation>
  </message>
  <message>
   <source>Every command has keys that can be changed.</source>
   <translation>Jeder Befehl hat Tasten, die sich ändern lassen.</translation>
  </message>
  <message>
   <source>Edit keys …</source>
   <translation>Tasten bearbeiten …</translation>
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
   <source>Licences …</source>
   <translation>Lizenzen …</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Sets theme, size of text, language, use of the processor and all keys as in a new installation. Datasets, runs, adapters and models stay.</source>
   <translation>Setzt Design, Größe des Textes, Sprache, Nutzung des Prozessors und alle Tasten wie bei einer neuen Installation. Datensätze, Läufe, Adapter und Modelle bleiben.</translation>
  </message>
  <message>
   <source>The window's settings were reset.</source>
   <translation>Die Einstellungen des Fensters wurden zurückgesetzt.</translation>
  </message>
  <message>
   <source>Appearance, language, use of the processor, keys, where everything lies, and the licences. Changes take effect at once, the language at the next start.</source>
   <translation>Aussehen, Sprache, Nutzung des Prozessors, Tasten, wo alles liegt, und die Lizenzen. Änderungen gelten sofort, die Sprache beim nächsten Start.</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Shortcuts</name>
  <message>
   <source>Search or run a command</source>
   <translation>Suchen oder Befehl ausführen</translation>
  </message>
  <message>
   <source>Find on this page</source>
   <translation>Auf dieser Seite suchen</translation>
  </message>
  <message>
   <source>Main action of the page: start, save, send</source>
   <translation>Hauptaktion der Seite: starten, speichern, senden</translation>
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
   <source>Pause or resume the run</source>
   <translation>Lauf anhalten oder fortsetzen</translation>
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
   <source>Previous problem or difference</source>
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
   <source>User's guide</source>
   <translation>Handbuch</translation>
  </message>
  <message>
   <source>Next part of the window</source>
   <translation>Nächster Teil des Fensters</translation>
  </message>
  <message>
   <source>Previous part of the window</source>
   <translation>Voriger Teil des Fensters</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
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
   <source>Split again</source>
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
  <name>graft::ui::StorageCard</name>
  <message>
   <source>free on this disk</source>
   <translation>frei auf dieser Platte</translation>
  </message>
  <message>
   <source>Model that comes with Graft</source>
   <translation>Modell, das mit Graft kommt</translation>
  </message>
  <message>
   <source>Storage</source>
   <translation>Speicherorte</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Alles</translation>
  </message>
  <message>
   <source>Folder of everything</source>
   <translation>Ordner von allem</translation>
  </message>
  <message>
   <source>Added models</source>
   <translation>Hinzugefügte Modelle</translation>
  </message>
  <message>
   <source>Folder of added models</source>
   <translation>Ordner der hinzugefügten Modelle</translation>
  </message>
  <message>
   <source>datasets</source>
   <translation>Datensätze</translation>
  </message>
  <message>
   <source>runs</source>
   <translation>Läufe</translation>
  </message>
  <message>
   <source>kept adapters</source>
   <translation>gespeicherte Adapter</translation>
  </message>
  <message>
   <source>models, without links</source>
   <translation>Modelle, ohne Verweise</translation>
  </message>
  <message>
   <source>bin</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>store</source>
   <translation>Ablage</translation>
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
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>not found</source>
   <translation>nicht gefunden</translation>
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
  <name>graft::ui::TrainPage</name>
  <message>
   <source>Start training</source>
   <translation>Training starten</translation>
  </message>
  <message>
   <source>train run fine-tune learn begin</source>
   <translation>trainieren lauf lernen beginnen</translation>
  </message>
  <message>
   <source>Choose the base model</source>
   <translation>Basismodell wählen</translation>
  </message>
  <message>
   <source>model weights</source>
   <translation>modell gewichte</translation>
  </message>
  <message>
   <source>Name the run</source>
   <translation>Den Lauf benennen</translation>
  </message>
  <message>
   <source>rename title</source>
   <translation>umbenennen Titel</translation>
  </message>
  <message>
   <source>Try several values</source>
   <translation>Mehrere Werte ausprobieren</translation>
  </message>
  <message>
   <source>sweep grid search hyperparameter</source>
   <translation>sweep gitter suche hyperparameter</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <source>Train it on this base</source>
   <translation>Auf diesem Basismodell trainieren</translation>
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
   <source>Name of the run</source>
   <translation>Name des Laufs</translation>
  </message>
  <message>
   <source>Letters a to z, digits and - _ .</source>
   <translation>Buchstaben a bis z, Ziffern und - _ .</translation>
  </message>
  <message>
   <source>A number is added to it.</source>
   <translation>Eine Nummer wird angefügt.</translation>
  </message>
  <message>
   <source>What should it learn?</source>
   <translation>Was soll es lernen?</translation>
  </message>
  <message>
   <source>Settings of this goal</source>
   <translation>Einstellungen dieses Ziels</translation>
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
   <source>Try several values · %1 runs</source>
   <translation>Mehrere Werte ausprobieren · %1 Läufe</translation>
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
   <source>Measure again</source>
   <translation>Noch einmal messen</translation>
  </message>
  <message>
   <source>1 warning</source>
   <translation>1 Warnung</translation>
  </message>
  <message>
   <source>%1 warnings</source>
   <translation>%1 Warnungen</translation>
  </message>
  <message>
   <source>%1 runs</source>
   <translation>%1 Läufe</translation>
  </message>
  <message>
   <source>%1 steps</source>
   <translation>%1 Schritte</translation>
  </message>
  <message>
   <source>measuring …</source>
   <translation>wird gemessen …</translation>
  </message>
  <message>
   <source>Add %1 runs to the queue</source>
   <translation>%1 Läufe in die Warteschlange</translation>
  </message>
  <message>
   <source>Train %1 runs</source>
   <translation>%1 Läufe trainieren</translation>
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
   <source>Choose examples, a base model and a goal; time, memory and disk are measured before anything starts. Fine details hold every setting, each with five lines of help on F1; a dot marks what differs from the goal. Where you are not sure of a value, try several: each is trained, and the best is named.

Ctrl+Return starts, Ctrl+Z takes a changed setting back.</source>
   <translation>Wählen Sie Beispiele, ein Basismodell und ein Ziel; Zeit, Speicher und Platz werden gemessen, bevor etwas beginnt. Die Einzelheiten enthalten jede Einstellung, jede mit fünf Zeilen Hilfe auf F1; ein Punkt markiert, was vom Ziel abweicht. Wo Sie sich bei einem Wert nicht sicher sind, probieren Sie mehrere aus: Jeder wird trainiert, und der beste wird genannt.

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
   <source>Suggestion: %1.</source>
   <translation>Vorschlag: %1.</translation>
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
   <source>Reading …</source>
   <translation>Wird gelesen …</translation>
  </message>
  <message>
   <source>At most %1 runs</source>
   <translation>Höchstens %1 Läufe</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::TriesPanel</name>
  <message>
   <source>Your value; it is always among them</source>
   <translation>Ihr Wert; er ist immer dabei</translation>
  </message>
  <message>
   <source>%1 runs are more than the %2 that can be shown side by side. Leave some values out.</source>
   <translation>%1 Läufe sind mehr als die %2, die sich nebeneinander zeigen lassen. Lassen Sie einige Werte weg.</translation>
  </message>
  <message>
   <source>Nothing is held out of these examples, so nothing could say which value is the best.</source>
   <translation>Von diesen Beispielen ist nichts zurückgelegt, also könnte nichts sagen, welcher Wert der beste ist.</translation>
  </message>
  <message>
   <source>Choose values beside yours. A run is trained for each, and the one with the lowest held-out loss is named.</source>
   <translation>Wählen Sie Werte neben Ihrem. Für jeden wird ein Lauf trainiert, und der mit dem kleinsten Verlust auf zurückgelegten Zeilen wird genannt.</translation>
  </message>
  <message>
   <source>%1 runs, one after the other. They are shown side by side as they go on, and the one with the lowest held-out loss is named.</source>
   <translation>%1 Läufe, einer nach dem anderen. Sie stehen nebeneinander, während sie laufen, und der mit dem kleinsten Verlust auf zurückgelegten Zeilen wird genannt.</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::ui::Waffle</name>
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
   <source>Held-out rows as squares; arrow keys choose one</source>
   <translation>Zurückgelegte Zeilen als Quadrate; Pfeiltasten wählen eine</translation>
  </message>
  <message>
   <source>%1. Asked: %2. Expected: %3. Adapter: %4</source>
   <translation>%1. Gefragt: %2. Erwartet: %3. Adapter: %4</translation>
  </message>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
 </context>
 <context>
  <name>graft::Message</name>
  <message>
   <source>memory ran out</source>
   <translation>der Speicher ging aus</translation>
  </message>
  <message>
   <source>Use a smaller %1 or %2.</source>
   <translation>Nehmen Sie kleinere %1 oder %2.</translation>
  </message>
  <message>
   <source>the card failed: %1</source>
   <translation>die Grafikkarte ist ausgefallen: %1</translation>
  </message>
  <message>
   <source>Everything up to its last checkpoint.</source>
   <translation>Alles bis zum letzten Sicherungspunkt.</translation>
  </message>
  <message>
   <source>Go on with graft resume, on the processor if it happens again (GRAFT_CARD=none).</source>
   <translation>Mit graft resume weitermachen, und auf dem Prozessor, wenn es wieder geschieht (GRAFT_CARD=none).</translation>
  </message>
  <message>
   <source>Please report this with the run folder's worker.log.</source>
   <translation>Bitte melden Sie das mit der Datei worker.log aus dem Ordner des Laufs.</translation>
  </message>
  <message>
   <source>tensor %1 is not finite, so the adapter is not saved</source>
   <translation>Tensor %1 ist nicht endlich, der Adapter wird darum nicht gesichert</translation>
  </message>
  <message>
   <source>What was saved before is untouched.</source>
   <translation>Was vorher gesichert wurde, ist unberührt.</translation>
  </message>
  <message>
   <source>Use a lower %1.</source>
   <translation>Nehmen Sie ein kleineres %1.</translation>
  </message>
  <message>
   <source>%1 '%2' is not known</source>
   <translation>%1 „%2“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known: %1.</source>
   <translation>Bekannt: %1.</translation>
  </message>
  <message>
   <source>No such file or directory</source>
   <translation>Datei oder Ordner gibt es nicht</translation>
  </message>
  <message>
   <source>Permission denied</source>
   <translation>Zugriff verweigert</translation>
  </message>
  <message>
   <source>Operation not permitted</source>
   <translation>Vorgang nicht erlaubt</translation>
  </message>
  <message>
   <source>No space left on device</source>
   <translation>kein Platz mehr auf dem Datenträger</translation>
  </message>
  <message>
   <source>Disk quota exceeded</source>
   <translation>das Kontingent ist aufgebraucht</translation>
  </message>
  <message>
   <source>Read-only file system</source>
   <translation>der Datenträger kann nur gelesen werden</translation>
  </message>
  <message>
   <source>Input/output error</source>
   <translation>Ein-/Ausgabefehler</translation>
  </message>
  <message>
   <source>Is a directory</source>
   <translation>das ist ein Ordner</translation>
  </message>
  <message>
   <source>Not a directory</source>
   <translation>das ist kein Ordner</translation>
  </message>
  <message>
   <source>File name too long</source>
   <translation>der Name ist zu lang</translation>
  </message>
  <message>
   <source>File exists</source>
   <translation>die Datei gibt es schon</translation>
  </message>
  <message>
   <source>Too many open files</source>
   <translation>zu viele offene Dateien</translation>
  </message>
  <message>
   <source>Check the disk and what connects it, and try again.</source>
   <translation>Prüfen Sie den Datenträger und seine Verbindung und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Free some space or choose another folder with --home, then start again.</source>
   <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ordner und beginnen Sie dann noch einmal.</translation>
  </message>
  <message>
   <source>Check the path and its spelling.</source>
   <translation>Prüfen Sie den Pfad und seine Schreibweise.</translation>
  </message>
  <message>
   <source>Check the permissions of the file and its folder.</source>
   <translation>Prüfen Sie die Rechte der Datei und ihres Ordners.</translation>
  </message>
  <message>
   <source>%1 failed: %2</source>
   <translation>%1 misslang: %2</translation>
  </message>
  <message>
   <source>the file is larger than the limit of %1 MiB</source>
   <translation>die Datei ist größer als die Grenze von %1 MiB</translation>
  </message>
  <message>
   <source>Check that this is the right file.</source>
   <translation>Prüfen Sie, ob es die richtige Datei ist.</translation>
  </message>
  <message>
   <source>writing</source>
   <translation>das Schreiben</translation>
  </message>
  <message>
   <source>opening the folder</source>
   <translation>das Öffnen des Ordners</translation>
  </message>
  <message>
   <source>syncing the folder</source>
   <translation>das Festschreiben des Ordners</translation>
  </message>
  <message>
   <source>creating the folder</source>
   <translation>das Anlegen des Ordners</translation>
  </message>
  <message>
   <source>creating the file</source>
   <translation>das Anlegen der Datei</translation>
  </message>
  <message>
   <source>syncing</source>
   <translation>das Festschreiben</translation>
  </message>
  <message>
   <source>closing</source>
   <translation>das Schließen</translation>
  </message>
  <message>
   <source>renaming</source>
   <translation>das Umbenennen</translation>
  </message>
  <message>
   <source>opening</source>
   <translation>das Öffnen</translation>
  </message>
  <message>
   <source>seeking</source>
   <translation>das Suchen in der Datei</translation>
  </message>
  <message>
   <source>taking back what could not be synced</source>
   <translation>das Zurücknehmen</translation>
  </message>
  <message>
   <source>removing</source>
   <translation>das Entfernen</translation>
  </message>
  <message>
   <source>removing the folder</source>
   <translation>das Entfernen des Ordners</translation>
  </message>
  <message>
   <source>this is a folder, a file was expected</source>
   <translation>das ist ein Ordner, erwartet wurde eine Datei</translation>
  </message>
  <message>
   <source>not a regular file</source>
   <translation>keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>mapping</source>
   <translation>das Einblenden</translation>
  </message>
  <message>
   <source>reading the size</source>
   <translation>das Lesen der Größe</translation>
  </message>
  <message>
   <source>the file has %1 bytes, %2 were written before</source>
   <translation>die Datei hat %1 Bytes, geschrieben waren %2</translation>
  </message>
  <message>
   <source>Somebody else changed it: get it again from where it was whole.</source>
   <translation>Jemand anderes hat sie geändert: Holen Sie sie noch einmal von dort, wo sie heil war.</translation>
  </message>
  <message>
   <source>cutting the file</source>
   <translation>das Kürzen der Datei</translation>
  </message>
  <message>
   <source>what was written can no longer be read</source>
   <translation>was geschrieben wurde, lässt sich nicht mehr lesen</translation>
  </message>
  <message>
   <source>Check the disk, and try again.</source>
   <translation>Prüfen Sie den Datenträger und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>creating the lock</source>
   <translation>das Anlegen der Sperre</translation>
  </message>
  <message>
   <source>locking</source>
   <translation>das Sperren</translation>
  </message>
  <message>
   <source>another process (%1) is working in this folder</source>
   <translation>ein anderer Prozess (%1) arbeitet in diesem Ordner</translation>
  </message>
  <message>
   <source>another process is working in this folder</source>
   <translation>ein anderer Prozess arbeitet in diesem Ordner</translation>
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation>Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Wait for it, or stop it with graft stop.</source>
   <translation>Warten Sie darauf oder halten Sie ihn an.</translation>
  </message>
  <message>
   <source>writing the lock</source>
   <translation>das Schreiben der Sperre</translation>
  </message>
  <message>
   <source>reading</source>
   <translation>das Lesen</translation>
  </message>
  <message>
   <source>Correct it, or get the file again.</source>
   <translation>Berichtigen Sie sie oder holen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>nested deeper than %1 levels</source>
   <translation>tiefer als %1 Ebenen geschachtelt</translation>
  </message>
  <message>
   <source>the key '%1' stands twice in one object</source>
   <translation>der Schlüssel „%1“ steht zweimal in einem Objekt</translation>
  </message>
  <message>
   <source>JSON: %1</source>
   <translation>JSON: %1</translation>
  </message>
  <message>
   <source>not valid JSON: %1</source>
   <translation>kein gültiges JSON: %1</translation>
  </message>
  <message>
   <source>input_ids and labels differ in length</source>
   <translation>input_ids und labels sind verschieden lang</translation>
  </message>
  <message>
   <source>Import the data again.</source>
   <translation>Importieren Sie die Daten noch einmal.</translation>
  </message>
  <message>
   <source>the rows are conversations and the model has no chat template</source>
   <translation>die Zeilen sind Gespräche und das Modell hat keine Gesprächsvorlage</translation>
  </message>
  <message>
   <source>Use an instruct version of this model.</source>
   <translation>Nehmen Sie eine Instruct-Fassung dieses Modells.</translation>
  </message>
  <message>
   <source>token id %1 is not in the model's vocabulary of %2</source>
   <translation>die Token-Nummer %1 ist nicht im Wortschatz des Modells von %2</translation>
  </message>
  <message>
   <source>Make the ids with the tokenizer of this model.</source>
   <translation>Machen Sie die Nummern mit dem Tokenizer dieses Modells.</translation>
  </message>
  <message>
   <source>label %1 is not in the model's vocabulary of %2</source>
   <translation>die Marke %1 ist nicht im Wortschatz des Modells von %2</translation>
  </message>
  <message>
   <source>1 row: %1 (first: %2)</source>
   <translation>1 Zeile: %1 (zuerst: %2)</translation>
  </message>
  <message>
   <source>%1 rows: %2 (first: %3)</source>
   <translation>%1 Zeilen: %2 (zuerst: %3)</translation>
  </message>
  <message>
   <source>Check the file, or get it again.</source>
   <translation>Prüfen Sie die Datei oder holen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>Arrow: the table has no columns</source>
   <translation>Arrow: die Tabelle hat keine Spalten</translation>
  </message>
  <message>
   <source>Arrow: after row %1: %2</source>
   <translation>Arrow: nach Zeile %1: %2</translation>
  </message>
  <message>
   <source>Arrow: after row %1: text that is not UTF-8</source>
   <translation>Arrow: nach Zeile %1: Text, der nicht UTF-8 ist</translation>
  </message>
  <message>
   <source>%1 asks for more than %2 MiB of memory</source>
   <translation>%1 verlangt mehr als %2 MiB Speicher</translation>
  </message>
  <message>
   <source>%1 does not end: stopped after %2 seconds</source>
   <translation>%1 kommt zu keinem Ende: nach %2 Sekunden abgebrochen</translation>
  </message>
  <message>
   <source>no memory for a stack</source>
   <translation>kein Speicher für einen Stapel</translation>
  </message>
  <message>
   <source>no thread could be started: %1</source>
   <translation>es konnte kein Thread gestartet werden: %1</translation>
  </message>
  <message>
   <source>the library stopped on this input</source>
   <translation>die Bibliothek ist an dieser Eingabe gescheitert</translation>
  </message>
  <message>
   <source>quotation marks inside fields have a backslash before them (--quote double reads them as usual)</source>
   <translation>vor Anführungszeichen in Feldern steht ein Rückstrich (--quote double liest sie wie üblich)</translation>
  </message>
  <message>
   <source>quotation marks are read as ordinary letters: the table does not quote its fields (--quote double reads them as quotes)</source>
   <translation>Anführungszeichen werden wie Buchstaben gelesen: die Tabelle schließt ihre Felder nicht ein (--quote double liest sie als Anführungszeichen)</translation>
  </message>
  <message>
   <source>1 row above the header was skipped ('%1'); --skip-rows says how many</source>
   <translation>1 Zeile über der Kopfzeile wurde übersprungen („%1“); wie viele es sind, lässt sich angeben</translation>
  </message>
  <message>
   <source>%1 rows above the header were skipped ('%2'); --skip-rows says how many</source>
   <translation>%1 Zeilen über der Kopfzeile wurden übersprungen („%2“); wie viele es sind, lässt sich angeben</translation>
  </message>
  <message>
   <source>line %1: a row of over %2 MiB; is a closing quote missing?</source>
   <translation>Zeile %1: eine Zeile von über %2 MiB; fehlt ein schließendes Anführungszeichen?</translation>
  </message>
  <message>
   <source>the file is empty: there is no header row</source>
   <translation>die Datei ist leer: es gibt keine Kopfzeile</translation>
  </message>
  <message>
   <source>in %1 of %2 rows a field goes over several lines (first: line %3); if a quotation mark is missing there, import with --quote none</source>
   <translation>in %1 von %2 Zeilen geht ein Feld über mehrere Zeilen (zuerst: Zeile %3); fehlt dort ein Anführungszeichen, sind Anführungszeichen als Buchstaben zu lesen</translation>
  </message>
  <message>
   <source>1 field where the header has %1</source>
   <translation>1 Feld, die Kopfzeile hat %1</translation>
  </message>
  <message>
   <source>%1 fields where the header has %2</source>
   <translation>%1 Felder, die Kopfzeile hat %2</translation>
  </message>
  <message>
   <source>1 row has fewer fields than the header, the last ones are read as empty (first: line %1)</source>
   <translation>1 Zeile hat weniger Felder als die Kopfzeile, die letzten werden als leer gelesen (Zeile %1)</translation>
  </message>
  <message>
   <source>%1 rows have fewer fields than the header, the last ones are read as empty (first: line %2)</source>
   <translation>%1 Zeilen haben weniger Felder als die Kopfzeile, die letzten werden als leer gelesen (zuerst: Zeile %2)</translation>
  </message>
  <message>
   <source>tokenizer.ggml.pre is '%1', a way of splitting text that is not known here; known: smollm, llama-bpe, qwen2, gpt-4o, tekken, gpt-2, default. Use the Hugging Face folder of this model, which carries its own tokenizer.json</source>
   <translation>tokenizer.ggml.pre ist „%1“, eine Art der Textzerlegung, die hier nicht bekannt ist; bekannt: smollm, llama-bpe, qwen2, gpt-4o, tekken, gpt-2, default. Nehmen Sie den Hugging-Face-Ordner dieses Modells, der seine eigene tokenizer.json mitbringt</translation>
  </message>
  <message>
   <source>tokenizer.ggml.tokens: '%1' stands twice (second at %2)</source>
   <translation>tokenizer.ggml.tokens: „%1“ steht zweimal (das zweite bei %2)</translation>
  </message>
  <message>
   <source>tokenizer.ggml.merges: '%1' has no space</source>
   <translation>tokenizer.ggml.merges: „%1“ hat kein Leerzeichen</translation>
  </message>
  <message>
   <source>tokenizer.ggml.model is '%1'; known: gpt2, llama</source>
   <translation>tokenizer.ggml.model ist „%1“; bekannt: gpt2, llama</translation>
  </message>
  <message>
   <source>string list out of order</source>
   <translation>Liste von Texten in falscher Reihenfolge</translation>
  </message>
  <message>
   <source>the library stopped on this input: %1</source>
   <translation>die Bibliothek ist an dieser Eingabe gescheitert: %1</translation>
  </message>
  <message>
   <source>not valid UTF-8 at byte %1</source>
   <translation>kein gültiges UTF-8 bei Byte %1</translation>
  </message>
  <message>
   <source>Parquet: a footer of %1 MiB is over the limit of %2 MiB</source>
   <translation>Parquet: eine Fußzeile von %1 MiB liegt über der Grenze von %2 MiB</translation>
  </message>
  <message>
   <source>Parquet: the footer is damaged</source>
   <translation>Parquet: die Fußzeile ist beschädigt</translation>
  </message>
  <message>
   <source>Parquet: a group of %1 columns in a schema of %2</source>
   <translation>Parquet: eine Gruppe von %1 Spalten in einem Schema von %2</translation>
  </message>
  <message>
   <source>Parquet: the columns are nested more than %1 levels deep</source>
   <translation>Parquet: die Spalten sind mehr als %1 Ebenen tief verschachtelt</translation>
  </message>
  <message>
   <source>%1 columns are more than the limit of %2</source>
   <translation>%1 Spalten sind mehr als die Grenze von %2</translation>
  </message>
  <message>
   <source>the header names two columns '%1' (second: column %2); rename one, or say that there is no header row</source>
   <translation>die Kopfzeile nennt zwei Spalten „%1“ (die zweite: Spalte %2); benennen Sie eine um, oder sagen Sie, dass es keine Kopfzeile gibt</translation>
  </message>
  <message>
   <source>Parquet: %1</source>
   <translation>Parquet: %1</translation>
  </message>
  <message>
   <source>Parquet: row group %1 claims %2 bytes, over the limit of 4 GiB</source>
   <translation>Parquet: Zeilengruppe %1 gibt %2 Bytes an, über der Grenze von 4 GiB</translation>
  </message>
  <message>
   <source>Parquet: the table has no columns</source>
   <translation>Parquet: die Tabelle hat keine Spalten</translation>
  </message>
  <message>
   <source>Parquet: row %1: %2</source>
   <translation>Parquet: Zeile %1: %2</translation>
  </message>
  <message>
   <source>a row of over %1 MiB</source>
   <translation>eine Zeile von über %1 MiB</translation>
  </message>
  <message>
   <source>the template refused this conversation: %1</source>
   <translation>die Vorlage hat dieses Gespräch zurückgewiesen: %1</translation>
  </message>
  <message>
   <source>syntax error: %1</source>
   <translation>Syntaxfehler: %1</translation>
  </message>
  <message>
   <source>the template fails on this conversation: %1</source>
   <translation>die Vorlage scheitert an diesem Gespräch: %1</translation>
  </message>
  <message>
   <source>%1 (template line %2)</source>
   <translation>%1 (Zeile %2 der Vorlage)</translation>
  </message>
  <message>
   <source>the context is not an object</source>
   <translation>der Kontext ist kein Objekt</translation>
  </message>
  <message>
   <source>the conversation has too many messages</source>
   <translation>das Gespräch hat zu viele Nachrichten</translation>
  </message>
  <message>
   <source>the template is longer than the limit of %1 KiB</source>
   <translation>die Vorlage ist länger als die Grenze von %1 KiB</translation>
  </message>
  <message>
   <source>tokenizer.json is larger than the limit of %1 MiB</source>
   <translation>tokenizer.json ist größer als die Grenze von %1 MiB</translation>
  </message>
  <message>
   <source>tokenizer.json: %1</source>
   <translation>tokenizer.json: %1</translation>
  </message>
  <message>
   <source>text of %1 bytes is longer than the limit of %2 MiB</source>
   <translation>ein Text von %1 Bytes ist länger als die Grenze von %2 MiB</translation>
  </message>
  <message>
   <source>the zip archive cannot be read: %1</source>
   <translation>das Zip-Archiv kann nicht gelesen werden: %1</translation>
  </message>
  <message>
   <source>this is a Word document (.docx); save the examples as .xlsx or CSV</source>
   <translation>das ist ein Word-Dokument (.docx); speichern Sie die Beispiele als .xlsx oder CSV</translation>
  </message>
  <message>
   <source>this is a binary workbook (.xlsb); save the examples as .xlsx or CSV</source>
   <translation>das ist eine binäre Arbeitsmappe (.xlsb); speichern Sie die Beispiele als .xlsx oder CSV</translation>
  </message>
  <message>
   <source>this is a presentation (.pptx); save the examples as .xlsx or CSV</source>
   <translation>das ist eine Präsentation (.pptx); speichern Sie die Beispiele als .xlsx oder CSV</translation>
  </message>
  <message>
   <source>the zip archive holds no file</source>
   <translation>das Zip-Archiv enthält keine Datei</translation>
  </message>
  <message>
   <source>the zip archive holds %1 files (%2%3); unpack it and import the ones you need</source>
   <translation>das Zip-Archiv enthält %1 Dateien (%2%3); packen Sie es aus und importieren Sie, was Sie brauchen</translation>
  </message>
  <message>
   <source>the zip archive is encrypted; unpack it first</source>
   <translation>das Zip-Archiv ist verschlüsselt; packen Sie es zuerst aus</translation>
  </message>
  <message>
   <source>the zip archive does not say where its file begins</source>
   <translation>das Zip-Archiv sagt nicht, wo seine Datei beginnt</translation>
  </message>
  <message>
   <source>the zip archive is packed by %1, which is not read here; unpack it first</source>
   <translation>das Zip-Archiv ist mit %1 gepackt, das hier nicht gelesen wird; packen Sie es zuerst aus</translation>
  </message>
  <message>
   <source>this is no compressed file</source>
   <translation>das ist keine komprimierte Datei</translation>
  </message>
  <message>
   <source>no thread can be made to unpack the file: %1</source>
   <translation>zum Auspacken der Datei kann kein Thread gestartet werden: %1</translation>
  </message>
  <message>
   <source>unpacking failed after %1 bytes: %2</source>
   <translation>das Auspacken ist nach %1 Bytes gescheitert: %2</translation>
  </message>
  <message>
   <source>the file unpacks to more than %1 times its size; it was stopped after %2 MiB</source>
   <translation>die Datei wird beim Auspacken mehr als %1-mal so groß; nach %2 MiB wurde aufgehört</translation>
  </message>
  <message>
   <source>unpacking stopped</source>
   <translation>das Auspacken ist stehen geblieben</translation>
  </message>
  <message>
   <source>an XLSX file of %1 MiB is over the limit of 256 MiB; save it as CSV</source>
   <translation>eine XLSX-Datei von %1 MiB liegt über der Grenze von 256 MiB; speichern Sie sie als CSV</translation>
  </message>
  <message>
   <source>there is no sheet '%1'; the sheets are %2</source>
   <translation>es gibt keine Tabelle „%1“; die Tabellen sind %2</translation>
  </message>
  <message>
   <source>the workbook has no sheet</source>
   <translation>die Arbeitsmappe hat keine Tabelle</translation>
  </message>
  <message>
   <source>the workbook has %1 sheets (%2); '%3' is read, --sheet reads another</source>
   <translation>die Arbeitsmappe hat %1 Tabellen (%2); gelesen wird „%3“, eine andere lässt sich wählen</translation>
  </message>
  <message>
   <source>ODS: %1</source>
   <translation>ODS: %1</translation>
  </message>
  <message>
   <source>ODS: sheet '%1': %2</source>
   <translation>ODS: Tabelle „%1“: %2</translation>
  </message>
  <message>
   <source>XLSX: %1</source>
   <translation>XLSX: %1</translation>
  </message>
  <message>
   <source>1 number is read as the sheet shows it, such as '%1' for %2</source>
   <translation>1 Zahl wird gelesen, wie die Tabelle sie zeigt: „%1“ für %2</translation>
  </message>
  <message>
   <source>%1 numbers are read as the sheet shows them, such as '%2' for %3</source>
   <translation>%1 Zahlen werden gelesen, wie die Tabelle sie zeigt, so „%2“ für %3</translation>
  </message>
  <message>
   <source>1 cell without a value, read as empty; %1</source>
   <translation>1 Zelle ohne Wert, als leer gelesen; %1</translation>
  </message>
  <message>
   <source>%1 cells without a value, read as empty; %2</source>
   <translation>%1 Zellen ohne Wert, als leer gelesen; %2</translation>
  </message>
  <message>
   <source>%1 cells belong to merged ones; each has the value that a person sees there</source>
   <translation>%1 Zellen gehören zu verbundenen; jede hat den Wert, den man dort sieht</translation>
  </message>
  <message>
   <source>%1 holds a formula whose value was not kept; open the file in Excel or LibreOffice, save it and import it again</source>
   <translation>%1 enthält eine Formel, deren Wert nicht gespeichert ist; öffnen Sie die Datei in Excel oder LibreOffice, speichern Sie sie und importieren Sie sie noch einmal</translation>
  </message>
  <message>
   <source>%1 holds the error %2</source>
   <translation>%1 enthält den Fehler %2</translation>
  </message>
  <message>
   <source>XLSX: merged cells cover too many rows</source>
   <translation>XLSX: verbundene Zellen reichen über zu viele Zeilen</translation>
  </message>
  <message>
   <source>XLSX: the file would unpack to more than the limit of %1 MiB</source>
   <translation>XLSX: die Datei würde beim Auspacken über die Grenze von %1 MiB wachsen</translation>
  </message>
  <message>
   <source>XLSX: sheet '%1': the cells hold more than the limit of %2 MiB of text; save the part you need as CSV</source>
   <translation>XLSX: Tabelle „%1“: die Zellen enthalten mehr als die Grenze von %2 MiB Text; speichern Sie den Teil, den Sie brauchen, als CSV</translation>
  </message>
  <message>
   <source>the sheet is empty: there is no header row</source>
   <translation>die Tabelle ist leer: es gibt keine Kopfzeile</translation>
  </message>
  <message>
   <source>the sheet is empty: there is no header row; the workbook has the sheets %1, and --sheet reads another</source>
   <translation>die Tabelle ist leer: es gibt keine Kopfzeile; die Arbeitsmappe hat die Tabellen %1, und eine andere lässt sich wählen</translation>
  </message>
  <message>
   <source>the sheet has no rows below its header; the workbook has the sheets %1, and --sheet reads another</source>
   <translation>die Tabelle hat keine Zeilen unter der Kopfzeile; die Arbeitsmappe hat die Tabellen %1, und eine andere lässt sich wählen</translation>
  </message>
  <message>
   <source>XLSX: a table of %1 columns and %2 rows is too large; save the part you need as CSV</source>
   <translation>XLSX: eine Tabelle von %1 Spalten und %2 Zeilen ist zu groß; speichern Sie den Teil, den Sie brauchen, als CSV</translation>
  </message>
  <message>
   <source>--skip-rows leaves no row</source>
   <translation>--skip-rows lässt keine Zeile übrig</translation>
  </message>
  <message>
   <source>the tools</source>
   <translation>die Werkzeuge</translation>
  </message>
  <message>
   <source>the documents</source>
   <translation>die Dokumente</translation>
  </message>
  <message>
   <source>a question</source>
   <translation>eine Frage</translation>
  </message>
  <message>
   <source>a tool's result</source>
   <translation>das Ergebnis eines Werkzeugs</translation>
  </message>
  <message>
   <source>the system message</source>
   <translation>den Systemtext</translation>
  </message>
  <message>
   <source>the %1 message</source>
   <translation>die Nachricht %1</translation>
  </message>
  <message>
   <source>the reasoning</source>
   <translation>das Nachdenken</translation>
  </message>
  <message>
   <source>the model has no chat template</source>
   <translation>das Modell hat keine Gesprächsvorlage</translation>
  </message>
  <message>
   <source>Use an instruct version of this model, or rows of the shape 'text'.</source>
   <translation>Nehmen Sie eine Instruct-Fassung dieses Modells oder Zeilen der Art „Text“.</translation>
  </message>
  <message>
   <source>Change the row as the template wants it, or leave it out.</source>
   <translation>Ändern Sie die Zeile, wie die Vorlage sie verlangt, oder lassen Sie sie weg.</translation>
  </message>
  <message>
   <source>the row has no list of messages</source>
   <translation>die Zeile hat keine Liste von Nachrichten</translation>
  </message>
  <message>
   <source>it cannot be told where the prompt ends before the answer of message %1</source>
   <translation>wo vor der Antwort in Nachricht %1 die Eingabe endet, lässt sich nicht sagen</translation>
  </message>
  <message>
   <source>Use another model, or its own instruct version.</source>
   <translation>Nehmen Sie ein anderes Modell, oder dessen Instruct-Fassung.</translation>
  </message>
  <message>
   <source>Use a model whose template writes it, or leave the row out.</source>
   <translation>Nehmen Sie ein Modell, dessen Vorlage das schreibt, oder lassen Sie die Zeile weg.</translation>
  </message>
  <message>
   <source>the template leaves out the text of message %1</source>
   <translation>die Vorlage lässt den Text in Nachricht %1 weg</translation>
  </message>
  <message>
   <source>the template does not write the tool calls of message %1</source>
   <translation>die Vorlage schreibt die Werkzeugaufrufe in Nachricht %1 nicht</translation>
  </message>
  <message>
   <source>Use a model that was trained to call tools, or leave the row out.</source>
   <translation>Nehmen Sie ein Modell, das Werkzeuge aufrufen kann, oder lassen Sie die Zeile weg.</translation>
  </message>
  <message>
   <source>it cannot be told which part of the text is the answer of message %1</source>
   <translation>welcher Teil des Textes die Antwort in Nachricht %1 ist, lässt sich nicht sagen</translation>
  </message>
  <message>
   <source>the prompt is empty</source>
   <translation>die Frage ist leer</translation>
  </message>
  <message>
   <source>Write what is asked.</source>
   <translation>Schreiben Sie, was gefragt wird.</translation>
  </message>
  <message>
   <source>this is not the hash of an adapter</source>
   <translation>das ist nicht der Hash eines Adapters</translation>
  </message>
  <message>
   <source>Name the adapter instead.</source>
   <translation>Nennen Sie stattdessen den Adapter.</translation>
  </message>
  <message>
   <source>a strength must be between 0 and 4</source>
   <translation>eine Stärke muss zwischen 0 und 4 liegen</translation>
  </message>
  <message>
   <source>0 is the base, 1 the adapter as it was trained.</source>
   <translation>0 ist die Basis, 1 der Adapter, wie er trainiert wurde.</translation>
  </message>
  <message>
   <source>at most %1 strengths at once, 0 and 1 among them</source>
   <translation>höchstens %1 Stärken auf einmal, darunter 0 und 1</translation>
  </message>
  <message>
   <source>Name fewer.</source>
   <translation>Nennen Sie weniger.</translation>
  </message>
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
   <source>No row of the training data is long enough to be recited.</source>
   <translation>Keine Zeile der Trainingsdaten ist lang genug, um aufgesagt zu werden.</translation>
  </message>
  <message>
   <source>None of %1 trained rows is recited word for word.</source>
   <translation>Keine von %1 trainierten Zeilen wird Wort für Wort aufgesagt.</translation>
  </message>
  <message>
   <source>%1 of %2 trained rows are recited word for word, with what looks like personal data among them.</source>
   <translation>%1 von %2 trainierten Zeilen werden Wort für Wort aufgesagt, darunter, was nach persönlichen Daten aussieht.</translation>
  </message>
  <message>
   <source>%1 of %2 trained rows are recited word for word.</source>
   <translation>%1 von %2 trainierten Zeilen werden Wort für Wort aufgesagt.</translation>
  </message>
  <message>
   <source>Nothing was written.</source>
   <translation>Nichts wurde geschrieben.</translation>
  </message>
  <message>
   <source>%2 must end in .gguf for --to %1</source>
   <translation>%2 muss für --to %1 auf .gguf enden</translation>
  </message>
  <message>
   <source>Example: %1 adapter.gguf.</source>
   <translation>Beispiel: %1 adapter.gguf.</translation>
  </message>
  <message>
   <source>the base model</source>
   <translation>das Basismodell</translation>
  </message>
  <message>
   <source>the adapter</source>
   <translation>der Adapter</translation>
  </message>
  <message>
   <source>the target is, holds or lies in %1</source>
   <translation>das Ziel ist, enthält oder liegt in: %1</translation>
  </message>
  <message>
   <source>Choose another %1; neither base nor adapter is ever written to.</source>
   <translation>Wählen Sie etwas anderes bei %1; in Basis und Adapter wird nie geschrieben.</translation>
  </message>
  <message>
   <source>the target lies among the files of Graft itself</source>
   <translation>das Ziel liegt zwischen den eigenen Dateien von Graft</translation>
  </message>
  <message>
   <source>Choose another %1.</source>
   <translation>Wählen Sie etwas anderes bei %1.</translation>
  </message>
  <message>
   <source>the folder of the target does not exist</source>
   <translation>den Ordner des Ziels gibt es nicht</translation>
  </message>
  <message>
   <source>Make it first.</source>
   <translation>Legen Sie ihn zuerst an.</translation>
  </message>
  <message>
   <source>the target exists already</source>
   <translation>das Ziel gibt es schon</translation>
  </message>
  <message>
   <source>Choose another %1, or add %2.</source>
   <translation>Wählen Sie etwas anderes bei %1, oder setzen Sie %2.</translation>
  </message>
  <message>
   <source>what stands there is not an export of Graft, so it is not overwritten</source>
   <translation>was dort steht, ist kein Export von Graft und wird nicht überschrieben</translation>
  </message>
  <message>
   <source>Move it away, or choose another %1.</source>
   <translation>Verschieben Sie es, oder wählen Sie etwas anderes bei %1.</translation>
  </message>
  <message>
   <source>%1 must be over 0 and at most 4</source>
   <translation>%1 muss über 0 und höchstens 4 sein</translation>
  </message>
  <message>
   <source>1 is the adapter as it was trained.</source>
   <translation>1 ist der Adapter, wie er trainiert wurde.</translation>
  </message>
  <message>
   <source>the licence of the base, '%1', restricts what may be done with a model made from it</source>
   <translation>die Lizenz der Basis, „%1“, beschränkt, was mit einem daraus gemachten Modell geschehen darf</translation>
  </message>
  <message>
   <source>Read it where you got the model; when you keep to it, say --accept-license '%1'. It goes into the export.</source>
   <translation>Lesen Sie sie dort, wo Sie das Modell geholt haben; halten Sie sich daran, dann stimmen Sie „%1“ zu. Sie geht in den Export mit.</translation>
  </message>
  <message>
   <source>%1 must be a number from 0 on</source>
   <translation>%1 muss eine Zahl ab 0 sein</translation>
  </message>
  <message>
   <source>Enter a number, or nothing for unknown.</source>
   <translation>Geben Sie eine Zahl ein, oder nichts für unbekannt.</translation>
  </message>
  <message>
   <source>this is not the name of a run</source>
   <translation>das ist nicht der Name eines Laufs</translation>
  </message>
  <message>
   <source>See graft runs.</source>
   <translation>Sehen Sie unter Läufe nach.</translation>
  </message>
  <message>
   <source>the months must be over 0 and at most 120</source>
   <translation>die Monate müssen über 0 und höchstens 120 sein</translation>
  </message>
  <message>
   <source>Enter a number of months.</source>
   <translation>Geben Sie eine Anzahl Monate ein.</translation>
  </message>
  <message>
   <source>this run was made before energy was looked at</source>
   <translation>dieser Lauf ist älter als das Messen der Energie</translation>
  </message>
  <message>
   <source>a token takes 2 operations a weight forwards, 2 backwards through it, and 2 more for the gradient of a weight that is trained: 6 x all weights instead of 4 x all + 6 x trained, times the tokens</source>
   <translation>ein Token braucht 2 Rechenschritte je Gewicht vorwärts, 2 rückwärts hindurch und 2 weitere für den Gradienten eines trainierten Gewichts: 6 x alle Gewichte statt 4 x alle + 6 x trainierte, mal die Tokens</translation>
  </message>
  <message>
   <source>time of this run x operations of full tuning / operations of this run</source>
   <translation>Zeit dieses Laufs x Rechenschritte des vollen Trainings / Rechenschritte dieses Laufs</translation>
  </message>
  <message>
   <source>a weight that is trained takes 16 bytes (value, gradient and the two moments of AdamW, 4 each), a frozen one %1; activations come on top in both cases</source>
   <translation>ein trainiertes Gewicht belegt 16 Byte (Wert, Gradient und die zwei Momente von AdamW, je 4), ein eingefrorenes %1; Aktivierungen kommen in beiden Fällen hinzu</translation>
  </message>
  <message>
   <source>4 bytes a trained weight for the adapter, 2 bytes a weight for a whole model in 16 bit</source>
   <translation>4 Byte je trainiertem Gewicht für den Adapter, 2 Byte je Gewicht für ein ganzes Modell in 16 Bit</translation>
  </message>
  <message>
   <source>(value - cost) / cost, value = entries a month x months; break-even after cost / entries a month</source>
   <translation>(Nutzen - Kosten) / Kosten, Nutzen = Einträge je Monat x Monate; ausgeglichen nach Kosten / Einträge je Monat</translation>
  </message>
  <message>
   <source>this run has not ended, so there is no receipt yet</source>
   <translation>dieser Lauf ist nicht zu Ende, es gibt noch keine Rechnung</translation>
  </message>
  <message>
   <source>Let it finish, or stop it and keep what it has.</source>
   <translation>Lassen Sie ihn zu Ende gehen, oder halten Sie ihn an und behalten, was er hat.</translation>
  </message>
  <message>
   <source>the run is still going on</source>
   <translation>der Lauf geht noch</translation>
  </message>
  <message>
   <source>Wait for it, or stop it first: graft stop %1.</source>
   <translation>Warten Sie darauf, oder halten Sie zuerst den Lauf %1 an.</translation>
  </message>
  <message>
   <source>the run is being worked on by process %1</source>
   <translation>an dem Lauf arbeitet der Prozess %1</translation>
  </message>
  <message>
   <source>Stop it first: graft stop %1.</source>
   <translation>Halten Sie zuerst den Lauf %1 an.</translation>
  </message>
  <message>
   <source>the run is %1, so there is nothing to resume</source>
   <translation>der Lauf ist %1, es gibt nichts weiterzuführen</translation>
  </message>
  <message>
   <source>Train on from its adapter: graft resume %1 --extend 1.</source>
   <translation>Trainieren Sie von seinem Adapter weiter: noch ein Durchgang für %1.</translation>
  </message>
  <message>
   <source>a run that has begun goes on alone, or with its whole group</source>
   <translation>ein begonnener Lauf geht allein weiter oder mit seiner ganzen Gruppe</translation>
  </message>
  <message>
   <source>Nothing was started.</source>
   <translation>Es wurde nichts gestartet.</translation>
  </message>
  <message>
   <source>Go on with graft resume.</source>
   <translation>Lassen Sie ihn weitergehen.</translation>
  </message>
  <message>
   <source>the adapter %1 is not there any more</source>
   <translation>den Adapter %1 gibt es nicht mehr</translation>
  </message>
  <message>
   <source>Start from a fresh adapter, or choose another one.</source>
   <translation>Beginnen Sie mit einem neuen Adapter, oder wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>the other base is the adapter's own base</source>
   <translation>die andere Basis ist die eigene des Adapters</translation>
  </message>
  <message>
   <source>Name the new version with --to.</source>
   <translation>Wählen Sie die neue Fassung.</translation>
  </message>
  <message>
   <source>it lists no files</source>
   <translation>es nennt keine Dateien</translation>
  </message>
  <message>
   <source>the certificate names a file outside its folder</source>
   <translation>das Zertifikat nennt eine Datei außerhalb seines Ordners</translation>
  </message>
  <message>
   <source>cannot be read: %1</source>
   <translation>kann nicht gelesen werden: %1</translation>
  </message>
  <message>
   <source>SHA-256 as certified</source>
   <translation>SHA-256 wie im Zertifikat</translation>
  </message>
  <message>
   <source>changed since it was certified: SHA-256 is %1, certified %2</source>
   <translation>seit dem Zertifikat verändert: SHA-256 ist %1, im Zertifikat %2</translation>
  </message>
  <message>
   <source>it has a format that this Graft does not know</source>
   <translation>es hat ein Format, das dieses Graft nicht kennt</translation>
  </message>
  <message>
   <source>it says that it belongs to '%1', the base here is '%2' (--model, --accept-base)</source>
   <translation>er sagt, dass er zu „%1“ gehört, das Basismodell hier ist „%2“ (--model, --accept-base)</translation>
  </message>
  <message>
   <source>not another one than the base here</source>
   <translation>kein anderes als das Basismodell hier</translation>
  </message>
  <message>
   <source>%1 modules fit %2, every value is finite</source>
   <translation>%1 Module passen zu %2, jeder Wert ist endlich</translation>
  </message>
  <message>
   <source>all are in the file</source>
   <translation>alle stehen in der Datei</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>%1, first %2</source>
   <translation>%1, zuerst %2</translation>
  </message>
  <message>
   <source>%1 of %2 modules are zero: it answers as the base does</source>
   <translation>%1 von %2 Modulen sind null: er antwortet wie das Basismodell</translation>
  </message>
  <message>
   <source>%1 of %2 modules are zero</source>
   <translation>%1 von %2 Modulen sind null</translation>
  </message>
  <message>
   <source>made with the private half of this key</source>
   <translation>mit dem privaten Teil dieses Schlüssels gemacht</translation>
  </message>
  <message>
   <source>not made with the private half of this key, or changed since</source>
   <translation>nicht mit dem privaten Teil dieses Schlüssels gemacht, oder seitdem verändert</translation>
  </message>
  <message>
   <source>changed since it was signed</source>
   <translation>seit dem Signieren verändert</translation>
  </message>
  <message>
   <source>signed, but not there</source>
   <translation>signiert, aber nicht da</translation>
  </message>
  <message>
   <source>there, but not signed</source>
   <translation>da, aber nicht signiert</translation>
  </message>
  <message>
   <source>every file is as it was signed</source>
   <translation>jede Datei ist, wie sie signiert wurde</translation>
  </message>
  <message>
   <source>%1 tensors, all of the configuration's shapes</source>
   <translation>%1 Tensoren, alle in den Formen der Konfiguration</translation>
  </message>
  <message>
   <source>%1 tokens</source>
   <translation>%1 Token</translation>
  </message>
  <message>
   <source>every byte is as it was saved</source>
   <translation>jedes Byte ist, wie es gespeichert wurde</translation>
  </message>
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
   <source>the engine failed</source>
   <translation>das Rechenprogramm ist gescheitert</translation>
  </message>
  <message>
   <source>a job is not an object</source>
   <translation>ein Auftrag ist kein Objekt</translation>
  </message>
  <message>
   <source>Use the command line.</source>
   <translation>Die Befehlszeile verwenden.</translation>
  </message>
  <message>
   <source>the job has a wrong value for '%1'</source>
   <translation>der Auftrag hat einen falschen Wert für „%1“</translation>
  </message>
  <message>
   <source>Make sure that graft and graft-worker come from one build.</source>
   <translation>Sorgen Sie dafür, dass graft und graft-worker aus einem Bau stammen.</translation>
  </message>
  <message>
   <source>Choose another value.</source>
   <translation>Wählen Sie einen anderen Wert.</translation>
  </message>
  <message>
   <source>the setting '%1' has the wrong type</source>
   <translation>die Einstellung „%1“ ist von falscher Art</translation>
  </message>
  <message>
   <source>%1 is %2, it must lie between %3 and %4</source>
   <translation>%1 ist %2, es muss zwischen %3 und %4 liegen</translation>
  </message>
  <message>
   <source>%1 is %2, it must be a whole number</source>
   <translation>%1 ist %2, es muss eine ganze Zahl sein</translation>
  </message>
  <message>
   <source>%1 is %2, too large to be exact; write it without a point</source>
   <translation>%1 ist %2, zu groß, um genau zu sein; schreiben Sie es ohne Punkt</translation>
  </message>
  <message>
   <source>%2: '%1' is not a linear layer</source>
   <translation>%2: „%1“ ist keine lineare Schicht</translation>
  </message>
  <message>
   <source>Known: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, all-linear.</source>
   <translation>Bekannt: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, all-linear.</translation>
  </message>
  <message>
   <source>%1 and %2 are both 0, so there is nothing to do</source>
   <translation>%1 und %2 sind beide 0, es gibt nichts zu tun</translation>
  </message>
  <message>
   <source>the settings are not an object</source>
   <translation>die Einstellungen sind kein Objekt</translation>
  </message>
  <message>
   <source>the setting '%1' is not known</source>
   <translation>die Einstellung „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>there is no column '%1'</source>
   <translation>es gibt keine Spalte „%1“</translation>
  </message>
  <message>
   <source>Name a column that the rows have.</source>
   <translation>Eine Spalte nennen, die die Zeilen haben.</translation>
  </message>
  <message>
   <source>'%1' names no row of the file; each row is taken by itself</source>
   <translation>„%1“ nennt keine Zeile der Datei; jede Zeile wird für sich genommen</translation>
  </message>
  <message>
   <source>conversations made of rows that name the row they follow ('%1' names '%2'): %3, of rows: %4 (--map parent= takes each row by itself)</source>
   <translation>Gespräche aus Zeilen, die ihre Vorgängerin nennen („%1“ nennt „%2“): %3, aus Zeilen: %4 (--map parent= nimmt jede Zeile für sich)</translation>
  </message>
  <message>
   <source>answers in a beginning that several conversations share, trained in the first of them alone: %1</source>
   <translation>Antworten in einem Anfang, den mehrere Gespräche teilen, nur im ersten trainiert: %1</translation>
  </message>
  <message>
   <source>messages without an answer, not used: %1</source>
   <translation>Nachrichten ohne Antwort, nicht verwendet: %1</translation>
  </message>
  <message>
   <source>rows that follow each other are joined in memory, and these are more than 4 GiB</source>
   <translation>Zeilen, die aufeinander folgen, werden im Speicher verbunden, und diese sind größer als 4 GiB</translation>
  </message>
  <message>
   <source>Divide the file at the beginning of a conversation.</source>
   <translation>Die Datei am Anfang eines Gesprächs teilen.</translation>
  </message>
  <message>
   <source>the %1 '%2' stands on line %3 too</source>
   <translation>die %1 „%2“ steht auch in Zeile %3</translation>
  </message>
  <message>
   <source>it follows '%1', which is not in the file</source>
   <translation>sie folgt auf „%1“, das nicht in der Datei steht</translation>
  </message>
  <message>
   <source>conversations that begin alike would take %1 times as much room as the file</source>
   <translation>Gespräche mit gleichem Anfang bräuchten %1-mal so viel Platz wie die Datei</translation>
  </message>
  <message>
   <source>Take some of the branches out of the file.</source>
   <translation>Einige der Verzweigungen aus der Datei nehmen.</translation>
  </message>
  <message>
   <source>not valid JSON</source>
   <translation>kein gültiges JSON</translation>
  </message>
  <message>
   <source>the field '%1' is missing</source>
   <translation>das Feld „%1“ fehlt</translation>
  </message>
  <message>
   <source>rows that follow each other go round in a circle here</source>
   <translation>Zeilen, die aufeinander folgen, laufen hier im Kreis</translation>
  </message>
  <message>
   <source>it follows line %1, which is left out</source>
   <translation>sie folgt auf Zeile %1, die ausgelassen ist</translation>
  </message>
  <message>
   <source>text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>a truth value</source>
   <translation>ein Wahrheitswert</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>a list</source>
   <translation>eine Liste</translation>
  </message>
  <message>
   <source>an object</source>
   <translation>ein Objekt</translation>
  </message>
  <message>
   <source>'mask' of a message can be read in two ways; write 'train': true or false</source>
   <translation>„mask“ einer Nachricht lässt sich auf zwei Arten lesen; schreiben Sie „train“: true oder false</translation>
  </message>
  <message>
   <source>'%1' of a message says neither yes nor no: %2</source>
   <translation>„%1“ einer Nachricht sagt weder ja noch nein: %2</translation>
  </message>
  <message>
   <source>a key stands twice in one object</source>
   <translation>ein Schlüssel steht zweimal in einem Objekt</translation>
  </message>
  <message>
   <source>Correct the row, or leave it out.</source>
   <translation>Berichtigen Sie die Zeile oder lassen Sie sie weg.</translation>
  </message>
  <message>
   <source>%1 is a list of %2 texts, one was expected</source>
   <translation>%1 ist eine Liste von %2 Texten, einer wurde erwartet</translation>
  </message>
  <message>
   <source>%1 has a part that is not text (%2)</source>
   <translation>%1 hat einen Teil, der kein Text ist (%2)</translation>
  </message>
  <message>
   <source>%1 has a part that is not text</source>
   <translation>%1 hat einen Teil, der kein Text ist</translation>
  </message>
  <message>
   <source>%1 is %2, text was expected</source>
   <translation>%1 ist %2, erwartet wurde Text</translation>
  </message>
  <message>
   <source>a tool call is text that is not JSON</source>
   <translation>ein Werkzeugaufruf ist Text, der kein JSON ist</translation>
  </message>
  <message>
   <source>a tool call is not an object</source>
   <translation>ein Werkzeugaufruf ist kein Objekt</translation>
  </message>
  <message>
   <source>a tool call has no name</source>
   <translation>ein Werkzeugaufruf hat keinen Namen</translation>
  </message>
  <message>
   <source>the tool calls are text that is not JSON</source>
   <translation>die Werkzeugaufrufe sind Text, der kein JSON ist</translation>
  </message>
  <message>
   <source>a message is %1, an object was expected</source>
   <translation>eine Nachricht ist %1, erwartet wird ein Objekt</translation>
  </message>
  <message>
   <source>a message has no '%1'</source>
   <translation>einer Nachricht fehlt „%1“</translation>
  </message>
  <message>
   <source>the role '%1' is not known (known: %2; say which it is with --role %1=assistant)</source>
   <translation>die Rolle „%1“ ist nicht bekannt (bekannt: %2; sagen Sie mit --role %1=assistant, welche es ist)</translation>
  </message>
  <message>
   <source>a message is not an object</source>
   <translation>eine Nachricht ist kein Objekt</translation>
  </message>
  <message>
   <source>a message has tool_calls and function_call</source>
   <translation>eine Nachricht hat tool_calls und function_call</translation>
  </message>
  <message>
   <source>%1 is null, text was expected</source>
   <translation>%1 ist null, erwartet war Text</translation>
  </message>
  <message>
   <source>'tools' is text that is not a JSON list</source>
   <translation>„tools“ ist Text, der keine JSON-Liste ist</translation>
  </message>
  <message>
   <source>'tools' holds text that is not JSON</source>
   <translation>'tools' enthält Text, der kein JSON ist</translation>
  </message>
  <message>
   <source>'tools' holds something that is not an object</source>
   <translation>'tools' enthält etwas, das kein Objekt ist</translation>
  </message>
  <message>
   <source>'tools' is %1, a list was expected</source>
   <translation>'tools' ist %1, erwartet wird eine Liste</translation>
  </message>
  <message>
   <source>there are no messages</source>
   <translation>es gibt keine Nachrichten</translation>
  </message>
  <message>
   <source>the answer is empty</source>
   <translation>die Antwort ist leer</translation>
  </message>
  <message>
   <source>marks keep each of its answers from training</source>
   <translation>Markierungen nehmen jede ihrer Antworten vom Training aus</translation>
  </message>
  <message>
   <source>there is no answer at the end</source>
   <translation>am Ende steht keine Antwort</translation>
  </message>
  <message>
   <source>the index is damaged</source>
   <translation>das Verzeichnis ist beschädigt</translation>
  </message>
  <message>
   <source>the index points beyond the rows</source>
   <translation>das Verzeichnis zeigt über die Zeilen hinaus</translation>
  </message>
  <message>
   <source>'%1' is a dataset and a file here</source>
   <translation>„%1“ ist hier ein Datensatz und eine Datei</translation>
  </message>
  <message>
   <source>Write ./%1 for the file, or %2@%3 for the dataset.</source>
   <translation>Schreiben Sie ./%1 für die Datei oder %2@%3 für den Datensatz.</translation>
  </message>
  <message>
   <source>the dataset '%1' has no version '%2'</source>
   <translation>der Datensatz „%1“ hat keine Fassung „%2“</translation>
  </message>
  <message>
   <source>Its latest is %1.</source>
   <translation>Die neueste ist %1.</translation>
  </message>
  <message>
   <source>%1 and %2 more (graft data lists them)</source>
   <translation>%1 und %2 weitere (graft data zählt sie auf)</translation>
  </message>
  <message>
   <source>there is no dataset and no file of this name</source>
   <translation>es gibt keinen Datensatz und keine Datei dieses Namens</translation>
  </message>
  <message>
   <source>Import a file first: graft import FILE.</source>
   <translation>Importieren Sie zuerst eine Datei.</translation>
  </message>
  <message>
   <source>Datasets here: %1.</source>
   <translation>Datensätze hier: %1.</translation>
  </message>
  <message>
   <source>None of its files lies beside it.</source>
   <translation>Keine ihrer Dateien liegt daneben.</translation>
  </message>
  <message>
   <source>Entries whose file lies beside it: %1.</source>
   <translation>Einträge, deren Datei daneben liegt: %1.</translation>
  </message>
  <message>
   <source>which of its %1 entries? Say --entry NAME</source>
   <translation>welcher der %1 Einträge? Sagen Sie --entry NAME</translation>
  </message>
  <message>
   <source>there is no entry '%1'</source>
   <translation>es gibt keinen Eintrag „%1“</translation>
  </message>
  <message>
   <source>the entry '%1' is loaded from the network, which Graft never does</source>
   <translation>der Eintrag „%1“ würde aus dem Netz geladen, das tut Graft nie</translation>
  </message>
  <message>
   <source>the file name '%1' leads out of the folder</source>
   <translation>der Dateiname „%1“ führt aus dem Ordner hinaus</translation>
  </message>
  <message>
   <source>Put the file beside it, and name it without a path.</source>
   <translation>Legen Sie die Datei daneben und nennen Sie sie ohne Pfad.</translation>
  </message>
  <message>
   <source>counting duplicates needs temporary files and writing one failed</source>
   <translation>das Zählen der Doppelten braucht vorläufige Dateien, und eine ließ sich nicht schreiben</translation>
  </message>
  <message>
   <source>Free some space (TMPDIR) and import again.</source>
   <translation>Schaffen Sie Platz (TMPDIR) und importieren Sie noch einmal.</translation>
  </message>
  <message>
   <source>no row was left out</source>
   <translation>keine Zeile wurde weggelassen</translation>
  </message>
  <message>
   <source>1 was left out, the first (%1): %2</source>
   <translation>1 wurde weggelassen, die erste (%1): %2</translation>
  </message>
  <message>
   <source>%1 were left out, the first (%2): %3</source>
   <translation>%1 wurden weggelassen, die erste (%2): %3</translation>
  </message>
  <message>
   <source>fields of messages that few templates read: %1 (kept with the rows)</source>
   <translation>Felder von Nachrichten, die wenige Vorlagen lesen: %1 (bei den Zeilen behalten)</translation>
  </message>
  <message>
   <source>1 tool call was read from &lt;tool_call&gt; in the answers' text</source>
   <translation>1 Werkzeugaufruf wurde aus &lt;tool_call&gt; im Text der Antworten gelesen</translation>
  </message>
  <message>
   <source>%1 tool calls were read from &lt;tool_call&gt; in the answers' text</source>
   <translation>%1 Werkzeugaufrufe wurden aus &lt;tool_call&gt; im Text der Antworten gelesen</translation>
  </message>
  <message>
   <source>1 conversation was mended: turns of one side joined, or cut at the beginning or end</source>
   <translation>1 Gespräch wurde berichtigt: Züge einer Seite verbunden, oder am Anfang oder Ende abgeschnitten</translation>
  </message>
  <message>
   <source>%1 conversations were mended: turns of one side joined, or cut at the beginning or end</source>
   <translation>%1 Gespräche wurden berichtigt: Züge einer Seite verbunden, oder am Anfang oder Ende abgeschnitten</translation>
  </message>
  <message>
   <source>1 conversation does not alternate between question and answer; some templates refuse that, and --mend-turns joins or cuts such turns</source>
   <translation>1 Gespräch wechselt nicht zwischen Frage und Antwort; manche Vorlagen lehnen das ab, und solche Züge lassen sich verbinden oder abschneiden</translation>
  </message>
  <message>
   <source>%1 conversations do not alternate between question and answer; some templates refuse that, and --mend-turns joins or cuts such turns</source>
   <translation>%1 Gespräche wechseln nicht zwischen Frage und Antwort; manche Vorlagen lehnen das ab, und solche Züge lassen sich verbinden oder abschneiden</translation>
  </message>
  <message>
   <source>1 row is left out because no answer stands at the end; --mend-turns cuts what follows the last answer</source>
   <translation>1 Zeile fehlt, weil am Ende keine Antwort steht; was auf die letzte Antwort folgt, lässt sich abschneiden</translation>
  </message>
  <message>
   <source>%1 rows are left out because no answer stands at the end; --mend-turns cuts what follows the last answer</source>
   <translation>%1 Zeilen fehlen, weil am Ende keine Antwort steht; was auf die letzte Antwort folgt, lässt sich abschneiden</translation>
  </message>
  <message>
   <source>1 message holds a value that is no text; it is kept as its JSON text</source>
   <translation>1 Nachricht enthält einen Wert, der kein Text ist; er wird als JSON-Text aufbewahrt</translation>
  </message>
  <message>
   <source>%1 messages hold a value that is no text; it is kept as its JSON text</source>
   <translation>%1 Nachrichten enthalten einen Wert, der kein Text ist; er wird als JSON-Text aufbewahrt</translation>
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
   <source>e-mail addresses in %1</source>
   <translation>E-Mail-Adressen in %1</translation>
  </message>
  <message>
   <source>card numbers in %1</source>
   <translation>Kartennummern in %1</translation>
  </message>
  <message>
   <source>bank accounts in %1</source>
   <translation>Bankkonten in %1</translation>
  </message>
  <message>
   <source>telephone numbers in %1</source>
   <translation>Telefonnummern in %1</translation>
  </message>
  <message>
   <source>one answer stands in %1 % of the rows; the model will overuse it</source>
   <translation>eine Antwort steht in %1 % der Zeilen; das Modell wird sie zu oft geben</translation>
  </message>
  <message>
   <source>not used: %1 (kept with the rows; --map FIELD=COLUMN uses one)</source>
   <translation>nicht benutzt: %1 (bei den Zeilen aufbewahrt; --map FELD=SPALTE benutzt eine)</translation>
  </message>
  <message>
   <source>the column of sides says 'train' everywhere, so rows are held out as from any other file</source>
   <translation>die Spalte der Seiten sagt überall „train“, also werden Zeilen zurückgehalten wie aus jeder anderen Datei</translation>
  </message>
  <message>
   <source>the header row looks like data ('%1'); if it is a row, import with --no-header</source>
   <translation>die Kopfzeile sieht wie Daten aus („%1“); wenn sie eine Zeile ist, auf der Kommandozeile mit --no-header importieren</translation>
  </message>
  <message>
   <source>the import was stopped</source>
   <translation>der Import wurde angehalten</translation>
  </message>
  <message>
   <source>no usable row: %1</source>
   <translation>keine brauchbare Zeile: %1</translation>
  </message>
  <message>
   <source>Correct the rows, or say with --shape and --map what they are.</source>
   <translation>Berichtigen Sie die Zeilen oder sagen Sie, was was ist.</translation>
  </message>
  <message>
   <source>%2 is %1, it must be at least 0 and below 1</source>
   <translation>%2 ist %1, es muss mindestens 0 und unter 1 sein</translation>
  </message>
  <message>
   <source>Example: %1 0.1 holds out one row in ten.</source>
   <translation>Beispiel: %1 0.1 legt eine von zehn Zeilen zur Seite.</translation>
  </message>
  <message>
   <source>%1 files are too many at once, %2 is the most</source>
   <translation>%1 Dateien sind zu viele auf einmal, höchstens %2 gehen</translation>
  </message>
  <message>
   <source>Put some of them together first.</source>
   <translation>Fügen Sie zuerst einige davon zusammen.</translation>
  </message>
  <message>
   <source>two texts that belong together line by line are imported alone</source>
   <translation>zwei Texte, die Zeile für Zeile zusammengehören, werden allein importiert</translation>
  </message>
  <message>
   <source>Import the other files as a dataset of their own, or put all into one table.</source>
   <translation>Importieren Sie die anderen Dateien als eigenen Datensatz oder bringen Sie alles in eine Tabelle.</translation>
  </message>
  <message>
   <source>a dataset_info.json is imported alone</source>
   <translation>eine dataset_info.json wird allein importiert</translation>
  </message>
  <message>
   <source>Name the files that it lists instead.</source>
   <translation>Nennen Sie stattdessen die Dateien, die darin stehen.</translation>
  </message>
  <message>
   <source>the same file is named twice</source>
   <translation>dieselbe Datei ist zweimal genannt</translation>
  </message>
  <message>
   <source>Name each file once.</source>
   <translation>Nennen Sie jede Datei einmal.</translation>
  </message>
  <message>
   <source>Leave it out, or name the file that it is meant for.</source>
   <translation>Lassen Sie es weg, oder nennen Sie die Datei, für die es gemeint ist.</translation>
  </message>
  <message>
   <source>--sheet is for workbooks (XLSX, ODS); this file is read as %1</source>
   <translation>die Tabelle einer Arbeitsmappe (XLSX, ODS) wurde genannt; diese Datei wird als %1 gelesen</translation>
  </message>
  <message>
   <source>--separator is for tables of text (CSV, TSV); this file is read as %1</source>
   <translation>ein Trennzeichen gehört zu Texttabellen (CSV, TSV); diese Datei wird als %1 gelesen</translation>
  </message>
  <message>
   <source>--quote is for tables of text (CSV, TSV); this file is read as %1</source>
   <translation>Anführungszeichen gehören zu Texttabellen (CSV, TSV); diese Datei wird als %1 gelesen</translation>
  </message>
  <message>
   <source>--skip-rows is for tables of text and workbooks; this file is read as %1</source>
   <translation>Zeilen über der Kopfzeile gibt es in Texttabellen und Arbeitsmappen; diese Datei wird als %1 gelesen</translation>
  </message>
  <message>
   <source>--no-header is for tables of text and workbooks; this file is read as %1</source>
   <translation>eine Kopfzeile gibt es in Texttabellen und Arbeitsmappen; diese Datei wird als %1 gelesen</translation>
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
   <source>no row can be read; line %1: %2</source>
   <translation>keine Zeile lässt sich lesen; Zeile %1: %2</translation>
  </message>
  <message>
   <source>the array does not end: the file is cut off</source>
   <translation>die Liste endet nicht: Die Datei ist abgeschnitten</translation>
  </message>
  <message>
   <source>an object does not end: the file is cut off</source>
   <translation>ein Objekt endet nicht: Die Datei ist abgeschnitten</translation>
  </message>
  <message>
   <source>expected '['</source>
   <translation>„[“ wurde erwartet</translation>
  </message>
  <message>
   <source>an element is longer than the limit of %1 MiB</source>
   <translation>ein Element ist länger als die Grenze von %1 MiB</translation>
  </message>
  <message>
   <source>Correct the file there, or save it again from where it came.</source>
   <translation>Berichtigen Sie die Datei dort oder speichern Sie sie neu, wo sie herkommt.</translation>
  </message>
  <message>
   <source>something follows after the end of the array</source>
   <translation>nach dem Ende der Liste folgt noch etwas</translation>
  </message>
  <message>
   <source>a JSON object of over 512 MiB is not read whole</source>
   <translation>ein JSON-Objekt von über 512 MiB wird nicht als Ganzes gelesen</translation>
  </message>
  <message>
   <source>Save it as JSONL, which is read row by row.</source>
   <translation>Speichern Sie sie als JSONL, das Zeile für Zeile gelesen wird.</translation>
  </message>
  <message>
   <source>not enough memory</source>
   <translation>nicht genug Speicher</translation>
  </message>
  <message>
   <source>the file holds neither an array nor an object</source>
   <translation>die Datei enthält weder eine Liste noch ein Objekt</translation>
  </message>
  <message>
   <source>Save the rows as a list, or one object a line (JSONL).</source>
   <translation>Speichern Sie die Zeilen als Liste oder ein Objekt je Zeile (JSONL).</translation>
  </message>
  <message>
   <source>the object holds %1 arrays of rows; one was expected</source>
   <translation>das Objekt enthält %1 Listen mit Zeilen; eine wurde erwartet</translation>
  </message>
  <message>
   <source>Save the array that you want as a file of its own.</source>
   <translation>Speichern Sie die gewünschte Liste als eigene Datei.</translation>
  </message>
  <message>
   <source>the file names its sides: lists called test, validation and the like are held out</source>
   <translation>die Datei nennt ihre Teile: Listen namens test, validation und ähnlich werden zurückgehalten</translation>
  </message>
  <message>
   <source>not read: %1</source>
   <translation>nicht gelesen: %1</translation>
  </message>
  <message>
   <source>the file holds texts by names; the names are read as questions, the texts as answers</source>
   <translation>die Datei enthält Texte unter Namen; die Namen werden als Fragen gelesen, die Texte als Antworten</translation>
  </message>
  <message>
   <source>the file holds one list of cells for each column, by the names of the rows; the names are not used</source>
   <translation>die Datei enthält je Spalte eine Liste von Zellen unter den Namen der Zeilen; die Namen werden nicht benutzt</translation>
  </message>
  <message>
   <source>the file holds one object for each row, by a name; the names are not used</source>
   <translation>die Datei enthält je Zeile ein Objekt unter einem Namen; die Namen werden nicht benutzt</translation>
  </message>
  <message>
   <source>line %1 is longer than the limit of %2 MiB</source>
   <translation>Zeile %1 ist länger als die Grenze von %2 MiB</translation>
  </message>
  <message>
   <source>Split the row into smaller ones.</source>
   <translation>Teilen Sie die Zeile in kleinere.</translation>
  </message>
  <message>
   <source>not valid UTF-8</source>
   <translation>kein gültiges UTF-8</translation>
  </message>
  <message>
   <source>not a JSON object</source>
   <translation>kein JSON-Objekt</translation>
  </message>
  <message>
   <source>the row has %1 fields, more than the limit of %2</source>
   <translation>die Zeile hat %1 Felder, mehr als die Grenze von %2</translation>
  </message>
  <message>
   <source>the key '%1' stands twice</source>
   <translation>der Schlüssel „%1“ steht zweimal</translation>
  </message>
  <message>
   <source>'%1' does not say which side the row belongs to</source>
   <translation>„%1“ sagt nicht, zu welcher Seite die Zeile gehört</translation>
  </message>
  <message>
   <source>'%1' is '%2', neither train nor test or validation</source>
   <translation>„%1“ ist „%2“, weder train noch test oder validation</translation>
  </message>
  <message>
   <source>history is text that is not a list</source>
   <translation>history ist Text, der keine Liste ist</translation>
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
   <source>'%1' is text that is not a JSON list of messages</source>
   <translation>„%1“ ist Text, der keine JSON-Liste von Nachrichten ist</translation>
  </message>
  <message>
   <source>'%1' is not a list of messages</source>
   <translation>„%1“ ist keine Liste von Nachrichten</translation>
  </message>
  <message>
   <source>chosen is a conversation, rejected is an answer alone</source>
   <translation>chosen ist ein Gespräch, rejected nur eine Antwort</translation>
  </message>
  <message>
   <source>chosen and rejected differ before the last answer</source>
   <translation>chosen und rejected unterscheiden sich vor der letzten Antwort</translation>
  </message>
  <message>
   <source>chosen or rejected does not end with an answer</source>
   <translation>chosen oder rejected endet nicht mit einer Antwort</translation>
  </message>
  <message>
   <source>the rejected answer is a call, a text was expected</source>
   <translation>die abgelehnte Antwort ist ein Aufruf, erwartet war ein Text</translation>
  </message>
  <message>
   <source>%1 is an empty list</source>
   <translation>%1 ist eine leere Liste</translation>
  </message>
  <message>
   <source>%1 has no content</source>
   <translation>%1 hat keinen Inhalt</translation>
  </message>
  <message>
   <source>'%1' is not true or false</source>
   <translation>„%1“ ist weder wahr noch falsch</translation>
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
   <source>input_ids or labels is not a list of numbers</source>
   <translation>input_ids oder labels ist keine Liste von Zahlen</translation>
  </message>
  <message>
   <source>input_ids has %1 entries, labels %2</source>
   <translation>input_ids hat %1 Einträge, labels %2</translation>
  </message>
  <message>
   <source>input_ids holds something that is not a token id</source>
   <translation>input_ids enthält etwas, das keine Token-Nummer ist</translation>
  </message>
  <message>
   <source>labels holds something that is neither a token id nor -100</source>
   <translation>labels enthält etwas, das weder eine Token-Nummer noch -100 ist</translation>
  </message>
  <message>
   <source>no label is trained</source>
   <translation>kein Label wird trainiert</translation>
  </message>
  <message>
   <source>no shape was set</source>
   <translation>keine Art wurde gesetzt</translation>
  </message>
  <message>
   <source>Correct the rows, or import with --mend-turns, which joins or cuts such turns.</source>
   <translation>Berichtigen Sie die Zeilen, oder lassen Sie solche Züge verbinden oder abschneiden.</translation>
  </message>
  <message>
   <source>column '%1' holds the conversations ('%2' and '%3')</source>
   <translation>Spalte „%1“ enthält die Gespräche („%2“ und „%3“)</translation>
  </message>
  <message>
   <source>column '%1' holds the turns of conversations as texts: a question first, then by turns</source>
   <translation>Spalte „%1“ enthält Gespräche als Texte: zuerst eine Frage, dann abwechselnd</translation>
  </message>
  <message>
   <source>column '%1' says which answers are good</source>
   <translation>Spalte „%1“ sagt, welche Antworten gut sind</translation>
  </message>
  <message>
   <source>column '%1' is the system text</source>
   <translation>Spalte „%1“ ist der Systemtext</translation>
  </message>
  <message>
   <source>column '%1' joins the question</source>
   <translation>Spalte „%1“ kommt zur Frage</translation>
  </message>
  <message>
   <source>column '%1' is the thinking before the answer</source>
   <translation>Spalte „%1“ ist das Nachdenken vor der Antwort</translation>
  </message>
  <message>
   <source>column '%1' asks, column '%2' answers</source>
   <translation>Spalte „%1“ fragt, Spalte „%2“ antwortet</translation>
  </message>
  <message>
   <source>column '%1' asks, column '%2' answers (guessed from their order; set it with --map prompt=... --map completion=...)</source>
   <translation>Spalte „%1“ fragt, Spalte „%2“ antwortet (nach ihrer Reihenfolge vermutet; beim Import lässt es sich anders wählen)</translation>
  </message>
  <message>
   <source>the texts are formatted already: control tokens in them are read as such (--control-tokens text reads them as words)</source>
   <translation>die Texte sind schon formatiert: Steuerzeichen darin werden als solche gelesen (--control-tokens text liest sie als Wörter)</translation>
  </message>
  <message>
   <source>column '%1' says which rows are held out</source>
   <translation>Spalte „%1“ sagt, welche Zeilen zurückgehalten werden</translation>
  </message>
  <message>
   <source>--map %1=%2: rows of the shape %3 have no field '%1'</source>
   <translation>--map %1=%2: Zeilen der Form %3 haben kein Feld „%1“</translation>
  </message>
  <message>
   <source>Its fields: %1, split.</source>
   <translation>Ihre Felder: %1, split.</translation>
  </message>
  <message>
   <source>there is no column '%1' (mapped to %2)</source>
   <translation>es gibt keine Spalte „%1“ (gewählt für %2)</translation>
  </message>
  <message>
   <source>Columns: none.</source>
   <translation>Spalten: keine.</translation>
  </message>
  <message>
   <source>Columns: %1.</source>
   <translation>Spalten: %1.</translation>
  </message>
  <message>
   <source>none of the first %1 rows can be read as a JSON object</source>
   <translation>keine der ersten %1 Zeilen lässt sich als JSON-Objekt lesen</translation>
  </message>
  <message>
   <source>Each row must be one JSON object on one line.</source>
   <translation>Jede Zeile muss ein JSON-Objekt sein.</translation>
  </message>
  <message>
   <source>which column asks and which one answers cannot be told from the names: %1</source>
   <translation>welche Spalte fragt und welche antwortet, sagen die Namen nicht: %1</translation>
  </message>
  <message>
   <source>Say it with --map prompt=COLUMN --map completion=COLUMN.</source>
   <translation>Sagen Sie, welche Spalte fragt und welche antwortet.</translation>
  </message>
  <message>
   <source>If '%1' holds conversations, say it with --map messages=%1.</source>
   <translation>Enthält „%1“ Gespräche, dann sagen Sie es mit --map messages=%1.</translation>
  </message>
  <message>
   <source>the shape '%1' is not known</source>
   <translation>die Art „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known shapes: %1.</source>
   <translation>Bekannte Arten: %1.</translation>
  </message>
  <message>
   <source>the file is empty</source>
   <translation>die Datei ist leer</translation>
  </message>
  <message>
   <source>Choose a file with at least one row.</source>
   <translation>Wählen Sie eine Datei mit mindestens einer Zeile.</translation>
  </message>
  <message>
   <source>a table file is packed into this %1 file</source>
   <translation>in dieser %1-Datei ist eine Tabellendatei</translation>
  </message>
  <message>
   <source>Unpack it first and import what is inside.</source>
   <translation>Packen Sie es zuerst aus und importieren Sie, was darin ist.</translation>
  </message>
  <message>
   <source>this is a Feather file of version 1</source>
   <translation>dies ist eine Feather-Datei der Version 1</translation>
  </message>
  <message>
   <source>Save it again as Feather (version 2), Parquet or CSV; pandas and R write version 2 now.</source>
   <translation>Speichern Sie sie noch einmal als Feather (Version 2), Parquet oder CSV; pandas und R schreiben jetzt Version 2.</translation>
  </message>
  <message>
   <source>this is an old Office file (.xls, .doc)</source>
   <translation>das ist eine alte Office-Datei (.xls, .doc)</translation>
  </message>
  <message>
   <source>Save it as .xlsx or CSV.</source>
   <translation>Speichern Sie sie als .xlsx oder CSV.</translation>
  </message>
  <message>
   <source>this is a PDF</source>
   <translation>das ist ein PDF</translation>
  </message>
  <message>
   <source>Copy the examples into a table or a text file.</source>
   <translation>Kopieren Sie die Beispiele in eine Tabelle oder eine Textdatei.</translation>
  </message>
  <message>
   <source>the file is empty: it holds blanks only</source>
   <translation>die Datei ist leer: Sie enthält nur Leerzeichen</translation>
  </message>
  <message>
   <source>this is an XML file</source>
   <translation>dies ist eine XML-Datei</translation>
  </message>
  <message>
   <source>Save the examples as a table or as JSON.</source>
   <translation>Speichern Sie die Beispiele als Tabelle oder als JSON.</translation>
  </message>
  <message>
   <source>this is a web page (HTML), not data</source>
   <translation>das ist eine Webseite (HTML), keine Daten</translation>
  </message>
  <message>
   <source>Download the file itself; a sign-in page may have been saved in its place.</source>
   <translation>Laden Sie die Datei selbst; vielleicht wurde stattdessen eine Anmeldeseite gespeichert.</translation>
  </message>
  <message>
   <source>this is a pointer of Git LFS, not the file</source>
   <translation>dies ist ein Verweis von Git LFS, nicht die Datei</translation>
  </message>
  <message>
   <source>Get the file itself: git lfs pull, or download it from the page of the repository.</source>
   <translation>Holen Sie die Datei selbst: git lfs pull, oder laden Sie sie von der Seite des Repositorys.</translation>
  </message>
  <message>
   <source>not JSON: it begins with '%1'</source>
   <translation>kein JSON: Es beginnt mit „%1“</translation>
  </message>
  <message>
   <source>this is a binary file of a kind that is not known here</source>
   <translation>das ist eine Binärdatei einer Art, die hier nicht bekannt ist</translation>
  </message>
  <message>
   <source>Known: JSONL, JSON, CSV, TSV, Parquet, Arrow, XLSX, ODS, plain text, and these packed by gzip, bzip2, xz, zstd or zip.</source>
   <translation>Bekannt: JSONL, JSON, CSV, TSV, Parquet, Arrow, XLSX, ODS, reiner Text, und diese gepackt mit gzip, bzip2, xz, zstd oder zip.</translation>
  </message>
  <message>
   <source>the changes belong to another version of the data</source>
   <translation>die Änderungen gehören zu einer anderen Fassung der Daten</translation>
  </message>
  <message>
   <source>Open that version, and make them there.</source>
   <translation>Öffnen Sie diese Fassung und machen Sie sie dort.</translation>
  </message>
  <message>
   <source>saving was stopped</source>
   <translation>das Sichern wurde angehalten</translation>
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
   <source>the shape of these rows is not known to this version of Graft</source>
   <translation>die Form dieser Zeilen ist dieser Version von Graft nicht bekannt</translation>
  </message>
  <message>
   <source>Use the version of Graft that imported them, or import them again.</source>
   <translation>Verwenden Sie die Version von Graft, die sie importiert hat, oder importieren Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>the two files do not have the same number of lines: only %1 has a line %2</source>
   <translation>die beiden Dateien haben nicht gleich viele Zeilen: Nur %1 hat eine Zeile %2</translation>
  </message>
  <message>
   <source>Both files must be aligned line by line.</source>
   <translation>Beide Dateien müssen Zeile für Zeile zueinander gehören.</translation>
  </message>
  <message>
   <source>--separator '%1' is not one character</source>
   <translation>--separator '%1' ist kein einzelnes Zeichen</translation>
  </message>
  <message>
   <source>Examples: --separator ';' or --separator tab.</source>
   <translation>Beispiele: --separator ';' oder --separator tab.</translation>
  </message>
  <message>
   <source>not valid UTF-8 at byte %1; the file may be Latin-1 or Windows-1252</source>
   <translation>ungültiges UTF-8 bei Byte %1; die Datei ist vielleicht in Latin-1 oder Windows-1252</translation>
  </message>
  <message>
   <source>Import it with --encoding windows-1252, or save it as UTF-8.</source>
   <translation>Importieren Sie mit --encoding windows-1252 oder speichern Sie die Datei als UTF-8.</translation>
  </message>
  <message>
   <source>--quote '%1' is not known</source>
   <translation>--quote '%1' ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known: none, double, backslash.</source>
   <translation>Bekannt: none, double, backslash.</translation>
  </message>
  <message>
   <source>Give a file, not a folder.</source>
   <translation>Wählen Sie eine Datei, keinen Ordner.</translation>
  </message>
  <message>
   <source>the file is UTF-32, which is not read</source>
   <translation>die Datei ist UTF-32, das nicht gelesen wird</translation>
  </message>
  <message>
   <source>Save it as UTF-8.</source>
   <translation>Speichern Sie sie als UTF-8.</translation>
  </message>
  <message>
   <source>Get the file again, or unpack it.</source>
   <translation>Holen Sie die Datei noch einmal, oder entpacken Sie sie.</translation>
  </message>
  <message>
   <source>--encoding '%1' is not known</source>
   <translation>--encoding „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known: utf-8, utf-16le, utf-16be, windows-1252, latin-1.</source>
   <translation>Bekannt: utf-8, utf-16le, utf-16be, windows-1252, latin-1.</translation>
  </message>
  <message>
   <source>the file's byte-order mark says %1, not %2</source>
   <translation>die Kennung am Anfang der Datei sagt %1, nicht %2</translation>
  </message>
  <message>
   <source>Leave --encoding out.</source>
   <translation>Lassen Sie --encoding weg.</translation>
  </message>
  <message>
   <source>not valid Windows-1252 at byte %1</source>
   <translation>ungültiges Windows-1252 bei Byte %1</translation>
  </message>
  <message>
   <source>Check which encoding the file has.</source>
   <translation>Prüfen Sie, in welcher Zeichenkodierung die Datei geschrieben ist.</translation>
  </message>
  <message>
   <source>not valid UTF-16 at byte %1</source>
   <translation>ungültiges UTF-16 bei Byte %1</translation>
  </message>
  <message>
   <source>Save the file as UTF-8 and import it again.</source>
   <translation>Speichern Sie die Datei als UTF-8 und importieren Sie noch einmal.</translation>
  </message>
  <message>
   <source>too small a buffer</source>
   <translation>zu kleiner Puffer</translation>
  </message>
  <message>
   <source>Please report this.</source>
   <translation>Bitte melden Sie das.</translation>
  </message>
  <message>
   <source>the check was stopped</source>
   <translation>die Prüfung wurde angehalten</translation>
  </message>
  <message>
   <source>there is no text in this file</source>
   <translation>in dieser Datei ist kein Text</translation>
  </message>
  <message>
   <source>Passages are divided by empty lines.</source>
   <translation>Abschnitte werden durch leere Zeilen getrennt.</translation>
  </message>
  <message>
   <source>There are no held-out rows to tell by: name a dataset.</source>
   <translation>Es gibt keine zurückgehaltenen Zeilen, an denen es zu sehen wäre: einen Datensatz nennen.</translation>
  </message>
  <message>
   <source>A loss is not a number: it does not work on that base.</source>
   <translation>Ein Loss ist keine Zahl: Auf diesem Basismodell geht es nicht.</translation>
  </message>
  <message>
   <source>The adapter does not help on its own base either.</source>
   <translation>Der Adapter hilft auch auf seinem eigenen Basismodell nicht.</translation>
  </message>
  <message>
   <source>%1 % of what it takes off the held-out loss of its own base</source>
   <translation>%1 % dessen, was er am zurückgehaltenen Loss seines eigenen Basismodells senkt</translation>
  </message>
  <message>
   <source>It does not help there: with it the held-out loss is not lower than without. Train it again on the new base.</source>
   <translation>Dort hilft er nicht: Mit ihm ist der zurückgehaltene Loss nicht niedriger als ohne. Auf dem neuen Basismodell neu trainieren.</translation>
  </message>
  <message>
   <source>It hardly helps there: it keeps %1. Train it again on the new base.</source>
   <translation>Dort hilft er kaum: Er behält %1. Auf dem neuen Basismodell neu trainieren.</translation>
  </message>
  <message>
   <source>It carries over: it keeps %1.</source>
   <translation>Er lässt sich übertragen: Er behält %1.</translation>
  </message>
  <message>
   <source>It helps there and answers worse than on its own base (%1 answers became wrong, %2 right). Train it again on the new base.</source>
   <translation>Er hilft dort und antwortet schlechter als auf seinem eigenen Basismodell (%1 Antworten wurden falsch, %2 richtig). Auf dem neuen Basismodell neu trainieren.</translation>
  </message>
  <message>
   <source>It helps there less: it keeps %1. Train it further on the new base, or again.</source>
   <translation>Dort hilft er weniger: Er behält %1. Auf dem neuen Basismodell weiter oder neu trainieren.</translation>
  </message>
  <message>
   <source>%1 of 100 tokens are the same</source>
   <translation>%1 von 100 Tokens sind gleich</translation>
  </message>
  <message>
   <source>The written file reads text into other tokens or another template than the trained model: do not use it.</source>
   <translation>Die geschriebene Datei liest Text in andere Tokens oder mit einer anderen Vorlage als das trainierte Modell: nicht verwenden.</translation>
  </message>
  <message>
   <source>The written file gives values that are not numbers: do not use it.</source>
   <translation>Die geschriebene Datei liefert Werte, die keine Zahlen sind: nicht verwenden.</translation>
  </message>
  <message>
   <source>This form loses nothing by itself, yet the answers differ by up to %1 in a logit; %2.</source>
   <translation>Diese Form verliert von sich aus nichts, doch die Antworten weichen um bis zu %1 in einem Logit ab; %2.</translation>
  </message>
  <message>
   <source>Answers as the trained adapter does, up to the last rounding.</source>
   <translation>Antwortet wie der trainierte Adapter, bis auf die letzte Rundung.</translation>
  </message>
  <message>
   <source>Answers as the trained adapter does: %1.</source>
   <translation>Antwortet wie der trainierte Adapter: %1.</translation>
  </message>
  <message>
   <source>Answers nearly as the trained adapter does: %1, the rounding of the weights costs %2 nats.</source>
   <translation>Antwortet fast wie der trainierte Adapter: %1, das Runden der Gewichte kostet %2 Nats.</translation>
  </message>
  <message>
   <source>Does not answer as the trained adapter does: only %1. Export with more bits (%2 Q8_0 or F16), or ship the adapter itself.</source>
   <translation>Antwortet nicht wie der trainierte Adapter: nur %1. Mit mehr Bits exportieren (%2 Q8_0 oder F16) oder den Adapter selbst weitergeben.</translation>
  </message>
  <message>
   <source>the export was stopped</source>
   <translation>der Export wurde angehalten</translation>
  </message>
  <message>
   <source>the export needs %1 MiB, the disk has %2 MiB left</source>
   <translation>der Export braucht %1 MiB, der Datenträger hat noch %2 MiB</translation>
  </message>
  <message>
   <source>Make room, choose another %1, or a smaller %2.</source>
   <translation>Schaffen Sie Platz, oder wählen Sie etwas anderes bei %1 oder Kleineres bei %2.</translation>
  </message>
  <message>
   <source>an unknown kind of export</source>
   <translation>eine unbekannte Art von Export</translation>
  </message>
  <message>
   <source>the base's rotary scaling is a table that config.json has no words for</source>
   <translation>die Drehung der Basis ist eine Tabelle, für die config.json keine Wörter hat</translation>
  </message>
  <message>
   <source>Nothing was exported.</source>
   <translation>Nichts wurde exportiert.</translation>
  </message>
  <message>
   <source>Export --to merged-gguf, which keeps the table.</source>
   <translation>Exportieren Sie als zusammengeführte GGUF-Datei, die die Tabelle behält.</translation>
  </message>
  <message>
   <source>Export --to merged, which keeps the configuration.</source>
   <translation>Exportieren Sie mit --to merged, das die Konfiguration behält.</translation>
  </message>
  <message>
   <source>the base's rotary scaling has no keys in a GGUF file of its architecture</source>
   <translation>die Rotary-Skalierung der Basis hat in einer GGUF-Datei ihrer Bauart keine Schlüssel</translation>
  </message>
  <message>
   <source>the base's layers are arranged in a way that has no keys in a GGUF file of its architecture</source>
   <translation>die Schichten der Basis sind so angeordnet, wie es in einer GGUF-Datei ihrer Bauart keine Schlüssel sagen</translation>
  </message>
  <message>
   <source>tensor %1 is not finite after merging</source>
   <translation>Tensor %1 ist nach dem Zusammenführen nicht endlich</translation>
  </message>
  <message>
   <source>Use a smaller %1.</source>
   <translation>Nehmen Sie eine kleinere %1.</translation>
  </message>
  <message>
   <source>no tensor %1</source>
   <translation>kein Tensor %1</translation>
  </message>
  <message>
   <source>tensor %1 has no rows</source>
   <translation>der Tensor %1 hat keine Zeilen</translation>
  </message>
  <message>
   <source>Get the complete model again.</source>
   <translation>Holen Sie das vollständige Modell noch einmal.</translation>
  </message>
  <message>
   <source>tensor %1 does not divide into %2 blocks</source>
   <translation>Tensor %1 lässt sich nicht in Blöcke von %2 teilen</translation>
  </message>
  <message>
   <source>tensor %1 holds a value over 65,504, which F16 cannot hold</source>
   <translation>Tensor %1 enthält einen Wert über 65.504, den F16 nicht fassen kann</translation>
  </message>
  <message>
   <source>Use %1 BF16.</source>
   <translation>Nehmen Sie %1 BF16.</translation>
  </message>
  <message>
   <source>%1 must be between 0 and 4</source>
   <translation>%1 muss zwischen 0 und 4 liegen</translation>
  </message>
  <message>
   <source>a text of %1 tokens is longer than the sliding window of %2, beyond which this model sees parts alone</source>
   <translation>ein Text von %1 Token ist länger als das gleitende Fenster von %2; dahinter sieht dieses Modell nur Teile</translation>
  </message>
  <message>
   <source>Use a shorter text: windows are not computed.</source>
   <translation>Nehmen Sie einen kürzeren Text: Fenster werden nicht berechnet.</translation>
  </message>
  <message>
   <source>the chat template of the model does not write %1</source>
   <translation>die Chatvorlage des Modells schreibt %1 nicht</translation>
  </message>
  <message>
   <source>Ask without it.</source>
   <translation>Ohne das fragen.</translation>
  </message>
  <message>
   <source>the conversation has %1 tokens, and this model reads %2 at most</source>
   <translation>das Gespräch hat %1 Token, und dieses Modell liest höchstens %2</translation>
  </message>
  <message>
   <source>Begin a new conversation, or ask less at once.</source>
   <translation>Ein neues Gespräch beginnen oder weniger auf einmal fragen.</translation>
  </message>
  <message>
   <source>an earlier turn has %1 answers for %2 models</source>
   <translation>eine frühere Frage hat %1 Antworten für %2 Modelle</translation>
  </message>
  <message>
   <source>Begin a new conversation.</source>
   <translation>Ein neues Gespräch beginnen.</translation>
  </message>
  <message>
   <source>there are no rows to train on</source>
   <translation>es gibt keine Zeilen zum Trainieren</translation>
  </message>
  <message>
   <source>Import rows with answers.</source>
   <translation>Importieren Sie Zeilen mit Antworten.</translation>
  </message>
  <message>
   <source>the strengths 0 and 1 are not among those to check</source>
   <translation>die Stärken 0 und 1 sind nicht unter den zu prüfenden</translation>
  </message>
  <message>
   <source>Use graft check.</source>
   <translation>graft check verwenden.</translation>
  </message>
  <message>
   <source>general text</source>
   <translation>allgemeiner Text</translation>
  </message>
  <message>
   <source>trained rows</source>
   <translation>trainierte Zeilen</translation>
  </message>
  <message>
   <source>the dataset has no held-out conversations to ask</source>
   <translation>der Datensatz hat keine zurückgelegten Gespräche zum Fragen</translation>
  </message>
  <message>
   <source>Import it with a larger %1, or ask with --prompt.</source>
   <translation>Importieren Sie mit größerem %1, oder fragen Sie selbst.</translation>
  </message>
  <message>
   <source>the comparison was stopped</source>
   <translation>der Vergleich wurde angehalten</translation>
  </message>
  <message>
   <source>no graphics card works here: %1</source>
   <translation>hier arbeitet keine Grafikkarte: %1</translation>
  </message>
  <message>
   <source>graphics cards are left alone here (GRAFT_CARD=none)</source>
   <translation>Grafikkarten werden hier in Ruhe gelassen (GRAFT_CARD=none)</translation>
  </message>
  <message>
   <source>Use %1, which falls back to the processor.</source>
   <translation>%1 nehmen, was auf den Prozessor ausweicht.</translation>
  </message>
  <message>
   <source>no held-out row has an answer to measure</source>
   <translation>keine zurückgelegte Zeile hat eine Antwort, die sich messen ließe</translation>
  </message>
  <message>
   <source>Import it with a larger %1.</source>
   <translation>Importieren Sie mit größerem %1.</translation>
  </message>
  <message>
   <source>the measuring was stopped</source>
   <translation>das Messen wurde angehalten</translation>
  </message>
  <message>
   <source>The files were written and their hashes taken, but not compared: that needs %1 MiB of memory, %2 MiB are free.</source>
   <translation>Die Dateien wurden geschrieben und ihre Prüfsummen gebildet, aber nicht verglichen: Das braucht %1 MiB Speicher, %2 MiB sind frei.</translation>
  </message>
  <message>
   <source>the job names no folder to write to</source>
   <translation>der Auftrag nennt keinen Ordner zum Schreiben</translation>
  </message>
  <message>
   <source>Use graft export.</source>
   <translation>graft export verwenden.</translation>
  </message>
  <message>
   <source>The adapter is zero: it answers as the base does. %1</source>
   <translation>Der Adapter ist null: Er antwortet wie das Basismodell. %1</translation>
  </message>
  <message>
   <source>--ids: %1 is not in the vocabulary of %2</source>
   <translation>--ids: %1 ist nicht im Wortschatz von %2</translation>
  </message>
  <message>
   <source>Use ids that graft inspect tokens shows.</source>
   <translation>Nehmen Sie Nummern, die graft inspect tokens zeigt.</translation>
  </message>
  <message>
   <source>--ids is empty</source>
   <translation>--ids ist leer</translation>
  </message>
  <message>
   <source>Example: --ids 1,2,3.</source>
   <translation>Beispiel: --ids 1,2,3.</translation>
  </message>
  <message>
   <source>events are not recorded: %1</source>
   <translation>Ereignisse werden nicht aufgezeichnet: %1</translation>
  </message>
  <message>
   <source>the job '%1' is not known</source>
   <translation>die Aufgabe „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>Use %2 %3 %1.</source>
   <translation>Nehmen Sie %2 %3 %1.</translation>
  </message>
  <message>
   <source>Use %2 %1.</source>
   <translation>Nehmen Sie %2 %1.</translation>
  </message>
  <message>
   <source>Use %1: more is computed again, less is kept.</source>
   <translation>Nehmen Sie %1: mehr wird noch einmal gerechnet, weniger aufbewahrt.</translation>
  </message>
  <message>
   <source>Use %2 %3 %1 %4 %1; longer rows are cut.</source>
   <translation>Nehmen Sie %2 %3 %1 %4 %1; längere Zeilen werden abgeschnitten.</translation>
  </message>
  <message>
   <source>Use %2 %1 %3 %1; longer rows are cut.</source>
   <translation>Nehmen Sie %2 %1 %3 %1; längere Zeilen werden abgeschnitten.</translation>
  </message>
  <message>
   <source>No pass is short enough: use a smaller model, or a machine with more memory.</source>
   <translation>Kein Durchgang ist kurz genug: Nehmen Sie ein kleineres Modell oder einen Rechner mit mehr Speicher.</translation>
  </message>
  <message>
   <source>the run needs %1 MiB of memory, %2 may be used</source>
   <translation>der Lauf braucht %1 MiB Speicher, %2 dürfen verwendet werden</translation>
  </message>
  <message>
   <source>the run needs %1 MiB of disk for its checkpoints, %2 are free</source>
   <translation>der Lauf braucht %1 MiB Platz für seine Sicherungspunkte, frei sind %2</translation>
  </message>
  <message>
   <source>Free some space, or choose another folder with --home.</source>
   <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>the runs began at different times, which their template writes</source>
   <translation>die Läufe begannen zu verschiedenen Zeiten, die ihre Vorlage schreibt</translation>
  </message>
  <message>
   <source>Go on with each alone: graft resume.</source>
   <translation>Mit jedem allein weitermachen: graft resume.</translation>
  </message>
  <message>
   <source>the runs of the group have no checkpoint of one step in common</source>
   <translation>die Läufe der Gruppe haben keinen Speicherstand eines gemeinsamen Schritts</translation>
  </message>
  <message>
   <source>there are no runs to train together</source>
   <translation>es gibt keine Läufe, die zusammen zu trainieren wären</translation>
  </message>
  <message>
   <source>Name at least two.</source>
   <translation>Nennen Sie mindestens zwei.</translation>
  </message>
  <message>
   <source>no answer token is left to train on: of %1 rows %2 lost their whole answer at %4 %3</source>
   <translation>kein Antwort-Token bleibt zum Trainieren: Von %1 Zeilen haben %2 bei %4 %3 ihre ganze Antwort verloren</translation>
  </message>
  <message>
   <source>Raise %1, or check with graft inspect tokens which part of a row is trained.</source>
   <translation>Erhöhen Sie %1 oder sehen Sie nach, was von einer Zeile trainiert wird.</translation>
  </message>
  <message>
   <source>the model's template refuses every row; %1</source>
   <translation>die Vorlage des Modells weist jede Zeile zurück; %1</translation>
  </message>
  <message>
   <source>Use another model, or change the rows; system text joins the question with graft data join-system.</source>
   <translation>Nehmen Sie ein anderes Modell, oder ändern Sie die Zeilen; den Systemtext fügt graft data join-system an die Frage.</translation>
  </message>
  <message>
   <source>runs that are trained together have the same data, model and beginning</source>
   <translation>Läufe, die zusammen trainiert werden, haben dieselben Daten, dasselbe Modell und denselben Anfang</translation>
  </message>
  <message>
   <source>Train them one after the other: leave --together out.</source>
   <translation>Trainieren Sie sie nacheinander.</translation>
  </message>
  <message>
   <source>runs that are trained together have the same rows in each pass</source>
   <translation>Läufe, die zusammen trainiert werden, haben in jedem Durchlauf dieselben Zeilen</translation>
  </message>
  <message>
   <source>%3 names layer %1, the model has the layers 0 to %2</source>
   <translation>%3 nennt Schicht %1, das Modell hat die Schichten 0 bis %2</translation>
  </message>
  <message>
   <source>Name layers that the model has.</source>
   <translation>Nennen Sie Schichten, die das Modell hat.</translation>
  </message>
  <message>
   <source>%1 (1 row)</source>
   <translation>%1 (1 Zeile)</translation>
  </message>
  <message>
   <source>%1 (%2 rows)</source>
   <translation>%1 (%2 Zeilen)</translation>
  </message>
  <message>
   <source>%1 is not what this run was started with, so it cannot go on bit for bit</source>
   <translation>%1 ist nicht das, womit dieser Lauf begonnen wurde; er kann nicht Bit für Bit weitergehen</translation>
  </message>
  <message>
   <source>The run is as it was.</source>
   <translation>Der Lauf ist, wie er war.</translation>
  </message>
  <message>
   <source>Put it back, or start a new run from these weights: graft train --adapter %1.</source>
   <translation>Stellen Sie es wieder her, oder beginnen Sie einen neuen Lauf von diesen Gewichten (%1) aus.</translation>
  </message>
  <message>
   <source>the tokenizer</source>
   <translation>der Tokenizer</translation>
  </message>
  <message>
   <source>the chat template</source>
   <translation>die Vorlage für Gespräche</translation>
  </message>
  <message>
   <source>the data</source>
   <translation>die Daten</translation>
  </message>
  <message>
   <source>the data's text (rows.jsonl)</source>
   <translation>der Text der Daten (rows.jsonl)</translation>
  </message>
  <message>
   <source>the data's split (index.bin)</source>
   <translation>die Aufteilung der Daten (index.bin)</translation>
  </message>
  <message>
   <source>the setting %1</source>
   <translation>die Einstellung %1</translation>
  </message>
  <message>
   <source>%1; the one before it is used</source>
   <translation>%1; der davor wird genommen</translation>
  </message>
  <message>
   <source>%1 could not be written: %2 The run waits for space and goes on by itself (free: %3 MiB, needed: %4 MiB); what was saved before is kept.</source>
   <translation>%1 konnte nicht geschrieben werden: %2 Der Lauf wartet auf Platz und geht von selbst weiter (frei: %3 MiB, gebraucht: %4 MiB); was vorher gespeichert wurde, bleibt.</translation>
  </message>
  <message>
   <source>the checkpoint of step %1</source>
   <translation>der Sicherungspunkt nach Schritt %1</translation>
  </message>
  <message>
   <source>the checkpoint of step %1 could not be saved: %2 The run goes on; the checkpoint before it is kept.</source>
   <translation>der Sicherungspunkt nach Schritt %1 konnte nicht gespeichert werden: %2 Der Lauf geht weiter; der Sicherungspunkt davor bleibt.</translation>
  </message>
  <message>
   <source>metrics.jsonl is not whole: %1</source>
   <translation>metrics.jsonl ist nicht vollständig: %1</translation>
  </message>
  <message>
   <source>the weights are in NF4 already</source>
   <translation>die Gewichte sind schon in NF4</translation>
  </message>
  <message>
   <source>Use %1 nf4.</source>
   <translation>Nehmen Sie %1 nf4.</translation>
  </message>
  <message>
   <source>%1 computes something else than the processor</source>
   <translation>%1 rechnet etwas anderes als der Prozessor</translation>
  </message>
  <message>
   <source>it is of another build</source>
   <translation>sie stammt aus einem anderen Bau</translation>
  </message>
  <message>
   <source>nobody is working on this run</source>
   <translation>niemand arbeitet an diesem Lauf</translation>
  </message>
  <message>
   <source>It is as it was.</source>
   <translation>Es ist, wie es war.</translation>
  </message>
  <message>
   <source>Start it again: graft resume.</source>
   <translation>Lassen Sie ihn wieder weitergehen.</translation>
  </message>
  <message>
   <source>the engine's messages cannot be read: %1</source>
   <translation>die Nachrichten des Rechenwerks lassen sich nicht lesen: %1</translation>
  </message>
  <message>
   <source>the stream does not begin with %1</source>
   <translation>der Strom beginnt nicht mit %1</translation>
  </message>
  <message>
   <source>protocol version %1, this program speaks %2</source>
   <translation>Protokoll Version %1, dieses Programm spricht %2</translation>
  </message>
  <message>
   <source>a frame of %1 bytes</source>
   <translation>ein Rahmen von %1 Bytes</translation>
  </message>
  <message>
   <source>frame type %1</source>
   <translation>Rahmen der Art %1</translation>
  </message>
  <message>
   <source>frame %1 came where %2 was due</source>
   <translation>Rahmen %1 kam, wo %2 an der Reihe war</translation>
  </message>
  <message>
   <source>starting the engine</source>
   <translation>das Starten des Rechenwerks</translation>
  </message>
  <message>
   <source>creating the log</source>
   <translation>das Anlegen des Protokolls</translation>
  </message>
  <message>
   <source>The last lines of the log say more.</source>
   <translation>Die letzten Zeilen des Protokolls sagen mehr.</translation>
  </message>
  <message>
   <source>graft-worker could not be started</source>
   <translation>graft-worker ließ sich nicht starten</translation>
  </message>
  <message>
   <source>Build it (packaging/build) or reinstall Graft.</source>
   <translation>Installieren Sie Graft neu.</translation>
  </message>
  <message>
   <source>the engine was killed, most likely because memory ran out</source>
   <translation>das Rechenwerk wurde beendet, wahrscheinlich weil der Speicher ausging</translation>
  </message>
  <message>
   <source>Use a smaller %1 or %2, or a smaller model.</source>
   <translation>Nehmen Sie kleinere %1 oder %2, oder ein kleineres Modell.</translation>
  </message>
  <message>
   <source>the engine crashed (%1)</source>
   <translation>das Rechenwerk ist abgestürzt (%1)</translation>
  </message>
  <message>
   <source>the engine ended without a result (exit code %1)</source>
   <translation>das Rechenwerk endete ohne Ergebnis (Code %1)</translation>
  </message>
  <message>
   <source>this run has no recorded events</source>
   <translation>dieser Lauf hat keine aufgezeichneten Ereignisse</translation>
  </message>
  <message>
   <source>Only runs of the command line and the window have them; its adapter can still be used.</source>
   <translation>Nur Läufe von Kommandozeile und Fenster haben sie; sein Adapter lässt sich trotzdem verwenden.</translation>
  </message>
  <message>
   <source>the run was cut off</source>
   <translation>der Lauf wurde abgeschnitten</translation>
  </message>
  <message>
   <source>no longer following</source>
   <translation>es wird nicht mehr zugesehen</translation>
  </message>
  <message>
   <source>The run goes on.</source>
   <translation>Der Lauf geht weiter.</translation>
  </message>
  <message>
   <source>Stop it with graft stop.</source>
   <translation>Halten Sie ihn an.</translation>
  </message>
  <message>
   <source>%1 '%2' may hold letters, digits, - _ and . alone</source>
   <translation>%1 „%2“ darf nur Buchstaben, Ziffern, - _ und . enthalten</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>the task has no such version or alias</source>
   <translation>die Aufgabe hat keine solche Version und keinen solchen Beinamen</translation>
  </message>
  <message>
   <source>no adapter is kept under this name</source>
   <translation>unter diesem Namen ist kein Adapter aufgehoben</translation>
  </message>
  <message>
   <source>See graft adapters.</source>
   <translation>Sehen Sie unter Adapter nach.</translation>
  </message>
  <message>
   <source>line %1 does not follow from the one before: the history was changed</source>
   <translation>Zeile %1 folgt nicht aus der vorigen: Die Geschichte wurde verändert</translation>
  </message>
  <message>
   <source>The adapters are untouched.</source>
   <translation>Die Adapter sind unberührt.</translation>
  </message>
  <message>
   <source>Take the file from a backup.</source>
   <translation>Nehmen Sie die Datei aus einer Sicherung.</translation>
  </message>
  <message>
   <source>this adapter is kept already, as %1</source>
   <translation>dieser Adapter ist schon aufgehoben, als %1</translation>
  </message>
  <message>
   <source>Nothing is to be done.</source>
   <translation>Es ist nichts zu tun.</translation>
  </message>
  <message>
   <source>the tensors of %1 were changed since it was added</source>
   <translation>die Tensoren von %1 wurden verändert, seit er aufgenommen wurde</translation>
  </message>
  <message>
   <source>Add the adapter again from its run, or take it from a bundle.</source>
   <translation>Nehmen Sie den Adapter noch einmal aus seinem Lauf oder aus einem Bündel auf.</translation>
  </message>
  <message>
   <source>an alias cannot be a number</source>
   <translation>ein Beiname kann keine Zahl sein</translation>
  </message>
  <message>
   <source>Choose a word; numbers name versions.</source>
   <translation>Wählen Sie ein Wort; Zahlen benennen Versionen.</translation>
  </message>
  <message>
   <source>a promotion names who has looked at the answers</source>
   <translation>eine Beförderung nennt, wer die Antworten angesehen hat</translation>
  </message>
  <message>
   <source>Add %1 NAME.</source>
   <translation>Nennen Sie bei %1, wer die Antworten angesehen hat.</translation>
  </message>
  <message>
   <source>%1 is the %2 already</source>
   <translation>%1 ist schon %2</translation>
  </message>
  <message>
   <source>the model card of %1 has open questions: %2</source>
   <translation>auf der Karte von %1 stehen Fragen offen: %2</translation>
  </message>
  <message>
   <source>Answer them with graft adapters card %1.</source>
   <translation>Beantworten Sie sie auf der Karte von %1.</translation>
  </message>
  <message>
   <source>a rollback names who wants it</source>
   <translation>ein Schritt zurück nennt, wer ihn will</translation>
  </message>
  <message>
   <source>nothing had the alias '%1' before</source>
   <translation>den Beinamen „%1“ hatte vorher nichts</translation>
  </message>
  <message>
   <source>See graft adapters history %1.</source>
   <translation>Sehen Sie in der Geschichte von %1 nach.</translation>
  </message>
  <message>
   <source>files of the bundle are not those that were signed</source>
   <translation>Dateien des Bündels sind nicht die, die signiert wurden</translation>
  </message>
  <message>
   <source>the bundle was signed with another key</source>
   <translation>das Bündel wurde mit einem anderen Schlüssel signiert</translation>
  </message>
  <message>
   <source>Nothing was taken in.</source>
   <translation>Nichts wurde aufgenommen.</translation>
  </message>
  <message>
   <source>Get bundle and key again from where they come. graft verify names the files.</source>
   <translation>Holen Sie Bündel und Schlüssel noch einmal von dort, wo sie herkommen.</translation>
  </message>
  <message>
   <source>the bundle holds no adapter</source>
   <translation>das Bündel enthält keinen Adapter</translation>
  </message>
  <message>
   <source>Choose the folder that graft adapters pack wrote.</source>
   <translation>Wählen Sie den Ordner, in dem ein Bündel geschrieben wurde.</translation>
  </message>
  <message>
   <source>the tensors of the bundle are not those that its entry names</source>
   <translation>die Tensoren des Bündels sind nicht die, die sein Eintrag nennt</translation>
  </message>
  <message>
   <source>Get the bundle again from where it was whole.</source>
   <translation>Holen Sie das Bündel noch einmal von dort, wo es heil war.</translation>
  </message>
  <message>
   <source>this is not a private key in a PEM file without password</source>
   <translation>das ist kein privater Schlüssel in einer PEM-Datei ohne Kennwort</translation>
  </message>
  <message>
   <source>this is not a public key in a PEM file without password</source>
   <translation>das ist kein öffentlicher Schlüssel in einer PEM-Datei ohne Kennwort</translation>
  </message>
  <message>
   <source>graft adapters key makes a pair.</source>
   <translation>graft adapters key macht ein Paar.</translation>
  </message>
  <message>
   <source>the key is not an EC key on the curve P-256</source>
   <translation>der Schlüssel ist kein EC-Schlüssel auf der Kurve P-256</translation>
  </message>
  <message>
   <source>the signature holds damaged base64</source>
   <translation>die Signatur enthält beschädigtes Base64</translation>
  </message>
  <message>
   <source>a folder with links is not signed</source>
   <translation>ein Ordner mit Verweisen wird nicht signiert</translation>
  </message>
  <message>
   <source>Put the file itself there.</source>
   <translation>Legen Sie die Datei selbst dorthin.</translation>
  </message>
  <message>
   <source>the folder cannot be read: %1</source>
   <translation>der Ordner lässt sich nicht lesen: %1</translation>
  </message>
  <message>
   <source>Check its permissions.</source>
   <translation>Prüfen Sie seine Rechte.</translation>
  </message>
  <message>
   <source>the folder holds no files</source>
   <translation>der Ordner enthält keine Dateien</translation>
  </message>
  <message>
   <source>Choose the folder of the bundle.</source>
   <translation>Wählen Sie den Ordner des Bündels.</translation>
  </message>
  <message>
   <source>Get the bundle again, with its signature, from where it was signed.</source>
   <translation>Holen Sie das Bündel mit seiner Signatur noch einmal von dort, wo es signiert wurde.</translation>
  </message>
  <message>
   <source>the signature is not one over a model's files</source>
   <translation>die Signatur gilt nicht den Dateien eines Modells</translation>
  </message>
  <message>
   <source>the signature lists no files</source>
   <translation>die Signatur nennt keine Dateien</translation>
  </message>
  <message>
   <source>the signature uses a digest that is not SHA-256</source>
   <translation>die Signatur benutzt einen Hash, der nicht SHA-256 ist</translation>
  </message>
  <message>
   <source>the signature does not hash to what it says</source>
   <translation>die Signatur ergibt nicht den Hash, den sie nennt</translation>
  </message>
  <message>
   <source>the file exists already</source>
   <translation>die Datei gibt es schon</translation>
  </message>
  <message>
   <source>A key that was used once is wanted again: choose another name.</source>
   <translation>Ein Schlüssel, der einmal benutzt wurde, wird wieder gebraucht: Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>no key could be made</source>
   <translation>ein Schlüssel ließ sich nicht machen</translation>
  </message>
  <message>
   <source>signing did not work</source>
   <translation>das Signieren gelang nicht</translation>
  </message>
  <message>
   <source>this is not a signature in the form of OpenSSF Model Signing</source>
   <translation>das ist keine Signatur in der Form von OpenSSF Model Signing</translation>
  </message>
  <message>
   <source>Choose the .sig file that came with the bundle.</source>
   <translation>Wählen Sie die .sig-Datei, die mit dem Bündel kam.</translation>
  </message>
  <message>
   <source>only %1 steps are planned</source>
   <translation>nur %1 Schritte sind geplant</translation>
  </message>
  <message>
   <source>use a smaller %1 or more %2</source>
   <translation>weniger %1 oder mehr %2 nehmen</translation>
  </message>
  <message>
   <source>%1 rows go into one step (batch size); over 32 often learns worse with LoRA</source>
   <translation>%1 Zeilen gehen in einen Schritt (Batchgröße); über 32 lernt LoRA oft schlechter</translation>
  </message>
  <message>
   <source>use %1 32 or less</source>
   <translation>%1 32 oder weniger nehmen</translation>
  </message>
  <message>
   <source>only attention layers are adapted, which learns less than all layers even at a higher rank</source>
   <translation>nur Attention-Schichten werden angepasst; das lernt auch mit höherem Rang weniger als alle Schichten</translation>
  </message>
  <message>
   <source>leave %1 out</source>
   <translation>%1 weglassen</translation>
  </message>
  <message>
   <source>%3 %1 lies outside the usual range of 1e-5 to %2</source>
   <translation>%3 %1 liegt außerhalb des üblichen Bereichs von 1e-5 bis %2</translation>
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
   <source>use %2 %1</source>
   <translation>%2 %1 nehmen</translation>
  </message>
  <message>
   <source>%1 rows lost their whole answer at %3 %2 and are left out</source>
   <translation>%1 Zeilen haben bei %3 %2 ihre ganze Antwort verloren und sind ausgelassen</translation>
  </message>
  <message>
   <source>raise %1 or split the rows</source>
   <translation>%1 erhöhen oder die Zeilen teilen</translation>
  </message>
  <message>
   <source>%1 of %2 rows are cut at %4 %3</source>
   <translation>%1 von %2 Zeilen werden bei %4 %3 abgeschnitten</translation>
  </message>
  <message>
   <source>the model's template refuses rows, which are left out: %1</source>
   <translation>die Vorlage des Modells weist Zeilen zurück, die weggelassen werden: %1</translation>
  </message>
  <message>
   <source>correct them, or use another model; system text joins the question with graft data join-system</source>
   <translation>berichtigen Sie sie, oder nehmen Sie ein anderes Modell; den Systemtext fügt graft data join-system an die Frage</translation>
  </message>
  <message>
   <source>the model's template does not write everything that the rows hold: %1</source>
   <translation>die Vorlage des Modells schreibt nicht alles, was die Zeilen enthalten: %1</translation>
  </message>
  <message>
   <source>use a model whose template does, or look at the rows with graft inspect data</source>
   <translation>nehmen Sie ein Modell, dessen Vorlage das tut, oder sehen Sie sich die Zeilen mit graft inspect data an</translation>
  </message>
  <message>
   <source>no row is held out: memorising cannot be told from learning</source>
   <translation>keine Zeile ist zurückgelegt: Auswendiglernen ist von Lernen nicht zu unterscheiden</translation>
  </message>
  <message>
   <source>import with %2 %1</source>
   <translation>mit %2 %1 importieren</translation>
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
   <source>memory is short, so a part of each pass is computed once more; the adapter is the same, the run takes longer</source>
   <translation>der Speicher ist knapp, deshalb wird ein Teil jedes Schritts noch einmal gerechnet; der Adapter ist derselbe, der Lauf dauert länger</translation>
  </message>
  <message>
   <source>memory is short, so most of each pass is computed once more; the adapter is the same, the run takes longer</source>
   <translation>der Speicher ist knapp, deshalb wird das meiste jedes Schritts noch einmal gerechnet; der Adapter ist derselbe, der Lauf dauert länger</translation>
  </message>
  <message>
   <source>close other programs, or use %2 %1</source>
   <translation>andere Programme schließen oder %2 %1 nehmen</translation>
  </message>
  <message>
   <source>the card is not used: %1; the processor does the work</source>
   <translation>die Grafikkarte wird nicht benutzt: %1; der Prozessor übernimmt die Arbeit</translation>
  </message>
  <message>
   <source>graft doctor tries the card again; runs are faster on one that works</source>
   <translation>graft doctor prüft die Karte noch einmal; auf einer, die arbeitet, sind Läufe schneller</translation>
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
   <source>step %1: the gradient is not finite; the step changed nothing (rows %2)</source>
   <translation>Schritt %1: der Gradient ist nicht endlich; der Schritt hat nichts verändert (Zeilen %2)</translation>
  </message>
  <message>
   <source>three in a row end the run; then use %2 %1</source>
   <translation>drei hintereinander beenden den Lauf; dann %2 %1 nehmen</translation>
  </message>
  <message>
   <source>the gradient was cut to %4 %1 in %2 of %3 steps</source>
   <translation>der Gradient wurde in %2 von %3 Schritten auf %1 begrenzt (%4)</translation>
  </message>
  <message>
   <source>the rate may be high; try %2 %1</source>
   <translation>die Lernrate ist vielleicht zu hoch; %2 %1 versuchen</translation>
  </message>
  <message>
   <source>the loss jumped %1 times in 100 steps</source>
   <translation>der Verlust sprang %1-mal in 100 Schritten</translation>
  </message>
  <message>
   <source>look at these rows with graft inspect data, or use a lower %2 (%1)</source>
   <translation>diese Zeilen ansehen oder %2 kleiner wählen (%1)</translation>
  </message>
  <message>
   <source>unstable: the loss is %1, it was %2 after the gentle start</source>
   <translation>unruhig: Der Verlust ist %1, nach dem sanften Anlauf war er %2</translation>
  </message>
  <message>
   <source>start again with %2 %1</source>
   <translation>mit %2 %1 neu beginnen</translation>
  </message>
  <message>
   <source>not learning: the loss went from %1 to %2 in %3 steps</source>
   <translation>lernt nicht: Der Verlust ging in %3 Schritten von %1 auf %2</translation>
  </message>
  <message>
   <source>check with graft inspect tokens what is trained, or use a higher %1</source>
   <translation>ansehen, was trainiert wird, oder %1 größer wählen</translation>
  </message>
  <message>
   <source>the loss falls in steps at the beginning of each pass: rows are being repeated to it</source>
   <translation>der Verlust fällt stufenweise zu Beginn jedes Durchgangs: Zeilen werden ihm wiederholt</translation>
  </message>
  <message>
   <source>fewer %1 may do</source>
   <translation>weniger %1 genügen vielleicht</translation>
  </message>
  <message>
   <source>the training loss is %1: the rows are likely being learned by heart</source>
   <translation>der Trainingsverlust ist %1: Die Zeilen werden wahrscheinlich auswendig gelernt</translation>
  </message>
  <message>
   <source>fewer %1, or more rows</source>
   <translation>weniger %1 oder mehr Zeilen</translation>
  </message>
  <message>
   <source>memorising: the held-out loss is %1, its best was %2, while the training loss falls</source>
   <translation>Auswendiglernen: Der Verlust auf zurückgelegten ist %1, sein bester war %2, während der Trainingsverlust fällt</translation>
  </message>
  <message>
   <source>the best adapter is kept; fewer %1 will do</source>
   <translation>der beste Adapter ist aufbewahrt; weniger %1 genügen</translation>
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
   <source>the processor slows down because of heat (%1 °C); the run takes longer than was said</source>
   <translation>der Prozessor wird wegen Hitze langsamer (%1 °C); der Lauf dauert länger als gesagt</translation>
  </message>
  <message>
   <source>the processor slows down because of heat; the run takes longer than was said</source>
   <translation>der Prozessor wird wegen Hitze langsamer; der Lauf dauert länger als gesagt</translation>
  </message>
  <message>
   <source>give the machine air, or use fewer %1</source>
   <translation>dem Rechner Luft geben oder weniger %1 nehmen</translation>
  </message>
  <message>
   <source>the adapter answers exactly as the base does</source>
   <translation>der Adapter antwortet genau wie die Basis</translation>
  </message>
  <message>
   <source>check %1, and with graft inspect tokens what is trained</source>
   <translation>%1 prüfen und ansehen, was trainiert wird</translation>
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
   <source>Go on from the one before, or start again.</source>
   <translation>Gehen Sie vom vorigen weiter oder beginnen Sie neu.</translation>
  </message>
  <message>
   <source>checkpoint of step %1 is damaged: %2 (%3)</source>
   <translation>der Sicherungspunkt nach Schritt %1 ist beschädigt: %2 (%3)</translation>
  </message>
  <message>
   <source>no whole checkpoint is left</source>
   <translation>kein heiler Sicherungspunkt ist übrig</translation>
  </message>
  <message>
   <source>no whole checkpoint is left: %1</source>
   <translation>kein heiler Sicherungspunkt ist übrig: %1</translation>
  </message>
  <message>
   <source>Start a new run from the adapter that was saved last (graft train --adapter), or from the beginning.</source>
   <translation>Beginnen Sie einen neuen Lauf vom zuletzt gesicherten Adapter oder von vorn.</translation>
  </message>
  <message>
   <source>the manifest does not match its own hash</source>
   <translation>das Verzeichnis stimmt nicht mit seinem eigenen Hash überein</translation>
  </message>
  <message>
   <source>format %1, this version of Graft reads %2</source>
   <translation>Fassung %1, dieses Graft liest %2</translation>
  </message>
  <message>
   <source>it cannot be read: %1</source>
   <translation>er lässt sich nicht lesen: %1</translation>
  </message>
  <message>
   <source>it has %1 bytes, %2 were written</source>
   <translation>er hat %1 Bytes, geschrieben wurden %2</translation>
  </message>
  <message>
   <source>its content is not what was written (SHA-256 differs)</source>
   <translation>sein Inhalt ist nicht, was geschrieben wurde (SHA-256 weicht ab)</translation>
  </message>
  <message>
   <source>%3: '%1' does not exist for --to %2</source>
   <translation>%3: „%1“ gibt es für --to %2 nicht</translation>
  </message>
  <message>
   <source>One of %1.</source>
   <translation>Eines von %1.</translation>
  </message>
  <message>
   <source>--preset '%1' is not known</source>
   <translation>--preset „%1“ ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known: style, format, skill, careful, trial.</source>
   <translation>Bekannt: style, format, skill, careful, trial.</translation>
  </message>
  <message>
   <source>this run does not wait in the queue</source>
   <translation>dieser Lauf wartet nicht in der Warteschlange</translation>
  </message>
  <message>
   <source>The queue is as it was.</source>
   <translation>Die Warteschlange ist, wie sie war.</translation>
  </message>
  <message>
   <source>See graft queue.</source>
   <translation>Sehen Sie in der Warteschlange nach.</translation>
  </message>
  <message>
   <source>the queue's file is damaged</source>
   <translation>die Datei der Warteschlange ist beschädigt</translation>
  </message>
  <message>
   <source>Remove it; the runs themselves are not touched.</source>
   <translation>Entfernen Sie sie; die Läufe selbst bleiben unberührt.</translation>
  </message>
  <message>
   <source>another program is working the queue off already</source>
   <translation>ein anderes Programm arbeitet die Warteschlange schon ab</translation>
  </message>
  <message>
   <source>Wait for it, or stop it there.</source>
   <translation>Warten Sie darauf oder halten Sie es dort an.</translation>
  </message>
  <message>
   <source>the store is damaged (%1)</source>
   <translation>die Ablage ist beschädigt (%1)</translation>
  </message>
  <message>
   <source>The runs in their folders are untouched.</source>
   <translation>Die Läufe in ihren Ordnern sind unberührt.</translation>
  </message>
  <message>
   <source>Rebuild it: graft store rebuild.</source>
   <translation>Bauen Sie sie neu: graft store rebuild.</translation>
  </message>
  <message>
   <source>the store is locked by another program</source>
   <translation>die Ablage ist von einem anderen Programm gesperrt</translation>
  </message>
  <message>
   <source>Nothing was changed and nothing is lost.</source>
   <translation>Nichts wurde geändert und nichts ist verloren.</translation>
  </message>
  <message>
   <source>Close the program that has it open, and try again.</source>
   <translation>Schließen Sie das Programm, das sie offen hat, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>der Datenträger ist voll</translation>
  </message>
  <message>
   <source>Free some space.</source>
   <translation>Schaffen Sie Platz.</translation>
  </message>
  <message>
   <source>the store cannot be written or opened (%1)</source>
   <translation>die Ablage lässt sich nicht schreiben oder öffnen (%1)</translation>
  </message>
  <message>
   <source>Check the folder's permissions, or use another --home.</source>
   <translation>Prüfen Sie die Rechte des Ordners oder nehmen Sie einen anderen.</translation>
  </message>
  <message>
   <source>the disk reports an error (%1)</source>
   <translation>der Datenträger meldet einen Fehler (%1)</translation>
  </message>
  <message>
   <source>Check the disk, and keep a copy of the home folder.</source>
   <translation>Prüfen Sie den Datenträger und heben Sie eine Kopie des Ordners auf.</translation>
  </message>
  <message>
   <source>this act is told by its own record</source>
   <translation>diese Handlung steht schon in ihrem eigenen Beleg</translation>
  </message>
  <message>
   <source>Read that record instead.</source>
   <translation>Lesen Sie stattdessen diesen Beleg.</translation>
  </message>
  <message>
   <source>this file is a database of another program</source>
   <translation>diese Datei ist eine Datenbank eines anderen Programms</translation>
  </message>
  <message>
   <source>It was not touched.</source>
   <translation>Sie wurde nicht angerührt.</translation>
  </message>
  <message>
   <source>Move it away, or use another --home.</source>
   <translation>Verschieben Sie sie oder nehmen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>the store was written by a newer Graft (its version is %1, this program knows %2)</source>
   <translation>die Ablage wurde von einem neueren Graft geschrieben (ihre Fassung ist %1, dieses Programm kennt %2)</translation>
  </message>
  <message>
   <source>Use the newer Graft, or another --home.</source>
   <translation>Nehmen Sie das neuere Graft oder einen anderen Ordner.</translation>
  </message>
  <message>
   <source>the store's tables are not those that Graft made</source>
   <translation>die Tabellen der Ablage sind nicht die, die Graft gemacht hat</translation>
  </message>
  <message>
   <source>Rebuild it from the run folders: graft store rebuild.</source>
   <translation>Bauen Sie sie aus den Ordnern der Läufe neu: graft store rebuild.</translation>
  </message>
  <message>
   <source>the store knows no run of this name</source>
   <translation>die Ablage kennt keinen Lauf dieses Namens</translation>
  </message>
  <message>
   <source>%1 over 1 MiB</source>
   <translation>%1 über 1 MiB</translation>
  </message>
  <message>
   <source>Shorten it.</source>
   <translation>Kürzen Sie es.</translation>
  </message>
  <message>
   <source>there is a run of this name again</source>
   <translation>einen Lauf dieses Namens gibt es wieder</translation>
  </message>
  <message>
   <source>Rename or move that one first.</source>
   <translation>Benennen Sie jenen zuerst um oder verschieben Sie ihn.</translation>
  </message>
  <message>
   <source>the store can only be read here</source>
   <translation>die Ablage kann hier nur gelesen werden</translation>
  </message>
  <message>
   <source>Use another --home.</source>
   <translation>Nehmen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>another Graft program has the store open for writing (process %1)</source>
   <translation>ein anderes Graft-Programm hat die Ablage zum Schreiben offen (Prozess %1)</translation>
  </message>
  <message>
   <source>Do it there, or close it first.</source>
   <translation>Tun Sie es dort oder schließen Sie es zuerst.</translation>
  </message>
  <message>
   <source>there is a file of this name already</source>
   <translation>eine Datei dieses Namens gibt es schon</translation>
  </message>
  <message>
   <source>the copy is damaged (%1)</source>
   <translation>die Kopie ist beschädigt (%1)</translation>
  </message>
  <message>
   <source>The store is as it was.</source>
   <translation>Die Ablage ist, wie sie war.</translation>
  </message>
  <message>
   <source>Take another copy, or rebuild the store from the runs: graft store rebuild.</source>
   <translation>Nehmen Sie eine andere Kopie oder bauen Sie sie aus den Läufen neu: graft store rebuild.</translation>
  </message>
  <message>
   <source>the tokenizer is not a BPE vocabulary, which is what GGUF can hold here</source>
   <translation>der Tokenizer ist kein BPE-Wortschatz, nur den kann GGUF hier fassen</translation>
  </message>
  <message>
   <source>Export a merged Hugging Face folder (--to merged) instead.</source>
   <translation>Exportieren Sie stattdessen einen zusammengeführten Hugging-Face-Ordner.</translation>
  </message>
  <message>
   <source>the token '%1' has an id outside the model's vocabulary</source>
   <translation>das Token „%1“ hat eine Nummer außerhalb des Wortschatzes</translation>
  </message>
  <message>
   <source>Get the complete model again: tokenizer and weights belong together.</source>
   <translation>Holen Sie das vollständige Modell noch einmal: Tokenizer und Gewichte gehören zusammen.</translation>
  </message>
  <message>
   <source>a merge is neither a text nor a pair</source>
   <translation>eine Verschmelzung ist weder ein Text noch ein Paar</translation>
  </message>
  <message>
   <source>the GGUF file has no tokenizer (tokenizer.ggml.tokens is missing)</source>
   <translation>die GGUF-Datei hat keinen Tokenizer (tokenizer.ggml.tokens fehlt)</translation>
  </message>
  <message>
   <source>Get a GGUF file that has its tokenizer inside.</source>
   <translation>Holen Sie eine GGUF-Datei, die ihren Tokenizer enthält.</translation>
  </message>
  <message>
   <source>this tokenizer splits text in a way that has no known name in GGUF</source>
   <translation>dieser Tokenizer teilt Text auf eine Weise, die in GGUF keinen Namen hat</translation>
  </message>
  <message>
   <source>Export a merged Hugging Face folder (--to merged) and convert that with the program that will load it.</source>
   <translation>Exportieren Sie einen zusammengeführten Hugging-Face-Ordner und wandeln Sie den mit dem Programm um, das ihn laden soll.</translation>
  </message>
  <message>
   <source>there is no tokenizer.json in the folder</source>
   <translation>in dem Ordner ist kein tokenizer.json</translation>
  </message>
  <message>
   <source>Get the complete model; tokenizer.model alone is not enough.</source>
   <translation>Holen Sie das vollständige Modell; tokenizer.model allein genügt nicht.</translation>
  </message>
  <message>
   <source>the tokenizer has %1 tokens, some with ids beyond the model's %2 rows</source>
   <translation>der Tokenizer hat %1 Token, einige mit Nummern jenseits der %2 Zeilen des Modells</translation>
  </message>
  <message>
   <source>the checkpoint holds %1 tensors, this run has %2</source>
   <translation>der Sicherungspunkt enthält %1 Tensoren, dieser Lauf hat %2</translation>
  </message>
  <message>
   <source>Start a new run: graft train.</source>
   <translation>Beginnen Sie einen neuen Lauf.</translation>
  </message>
  <message>
   <source>tensor %1 of the checkpoint does not fit this run</source>
   <translation>Tensor %1 des Sicherungspunkts passt nicht zu diesem Lauf</translation>
  </message>
  <message>
   <source>the gradient was not finite in %1 steps in a row (last: step %2)</source>
   <translation>der Gradient war in %1 Korrekturen nacheinander nicht endlich (zuletzt: %2)</translation>
  </message>
  <message>
   <source>The adapter of the last good step is kept.</source>
   <translation>Der Adapter der letzten guten Korrektur ist aufgehoben.</translation>
  </message>
  <message>
   <source>Use a lower %2 (half of %1 is a good next try).</source>
   <translation>Nehmen Sie ein kleineres %2 (die Hälfte von %1 ist ein guter nächster Versuch).</translation>
  </message>
  <message>
   <source>a run of a group stands at another step than the first</source>
   <translation>ein Lauf einer Gruppe steht bei einem anderen Schritt als der erste</translation>
  </message>
  <message>
   <source>Its checkpoints are as they were.</source>
   <translation>Seine Speicherstände sind, wie sie waren.</translation>
  </message>
  <message>
   <source>Go on with this run alone: graft resume.</source>
   <translation>Mit diesem Lauf allein weitermachen: graft resume.</translation>
  </message>
  <message>
   <source>Graft reads plain LoRA adapters for Llama-class models.</source>
   <translation>Graft liest einfache LoRA-Adapter für Modelle der Llama-Klasse.</translation>
  </message>
  <message>
   <source>%1 has %2 patterns, which are too many</source>
   <translation>%1 hat %2 Muster, das sind zu viele</translation>
  </message>
  <message>
   <source>%1: the pattern '%2' has no number</source>
   <translation>%1: Das Muster „%2“ hat keine Zahl</translation>
  </message>
  <message>
   <source>%1: the pattern '%2' cannot be read: %3</source>
   <translation>%1: Das Muster „%2“ ist nicht lesbar: %3</translation>
  </message>
  <message>
   <source>%1: its patterns are too large together</source>
   <translation>%1: Die Muster sind zusammen zu groß</translation>
  </message>
  <message>
   <source>Write the modules' names out in rank_pattern and alpha_pattern.</source>
   <translation>Schreiben Sie die Namen der Module in rank_pattern und alpha_pattern aus.</translation>
  </message>
  <message>
   <source>this is an adapter of mlx-lm, whose tensors are named and turned in another way</source>
   <translation>dies ist ein Adapter von mlx-lm, dessen Tensoren anders heißen und anders gedreht sind</translation>
  </message>
  <message>
   <source>Merge it there (mlx_lm.fuse) and use the merged model, or train it again here.</source>
   <translation>Verschmelzen Sie ihn dort (mlx_lm.fuse) und nehmen Sie das verschmolzene Modell, oder trainieren Sie ihn hier noch einmal.</translation>
  </message>
  <message>
   <source>peft_type is '%1'</source>
   <translation>peft_type ist „%1“</translation>
  </message>
  <message>
   <source>%1 is null, a number was expected</source>
   <translation>%1 ist null, eine Zahl wurde erwartet</translation>
  </message>
  <message>
   <source>%1 is true, which is not supported</source>
   <translation>%1 ist wahr, das wird nicht unterstützt</translation>
  </message>
  <message>
   <source>bias is '%1', which is not supported</source>
   <translation>bias ist „%1“, das wird nicht unterstützt</translation>
  </message>
  <message>
   <source>%1 is set, which is not supported</source>
   <translation>%1 ist gesetzt, das wird nicht unterstützt</translation>
  </message>
  <message>
   <source>r is %1</source>
   <translation>r ist %1</translation>
  </message>
  <message>
   <source>lora_dropout is %1</source>
   <translation>lora_dropout ist %1</translation>
  </message>
  <message>
   <source>rank_pattern: the rank of '%1' is %2</source>
   <translation>rank_pattern: Der Rang von „%1“ ist %2</translation>
  </message>
  <message>
   <source>%1 holds %2, names of modules were expected</source>
   <translation>%1 enthält %2, Namen von Modulen wurden erwartet</translation>
  </message>
  <message>
   <source>%1 is neither a list nor an expression</source>
   <translation>%1 ist weder eine Liste noch ein Ausdruck</translation>
  </message>
  <message>
   <source>the file holds tensors of %1, which the configuration does not name</source>
   <translation>die Datei enthält Tensoren von %1, die die Konfiguration nicht nennt</translation>
  </message>
  <message>
   <source>Configuration and tensors do not belong together: take both from one save, or correct target_modules, exclude_modules and layers_to_transform. PEFT would leave these tensors out.</source>
   <translation>Konfiguration und Tensoren gehören nicht zusammen: nehmen Sie beide aus einer Speicherung, oder berichtigen Sie target_modules, exclude_modules und layers_to_transform. PEFT ließe diese Tensoren weg.</translation>
  </message>
  <message>
   <source>the configuration names %1 modules, the file holds %2 (the first that is missing is %3); the others answer as the base does</source>
   <translation>die Konfiguration nennt %1 Module, die Datei enthält %2 (das erste, das fehlt, ist %3); die übrigen antworten wie das Basismodell</translation>
  </message>
  <message>
   <source>%1 has shapes %2 and %3, rank %4 needs %5 and %6</source>
   <translation>%1 hat die Formen %2 und %3, Rang %4 braucht %5 und %6</translation>
  </message>
  <message>
   <source>Configuration and tensors do not belong together: take both from one save.</source>
   <translation>Konfiguration und Tensoren gehören nicht zusammen: Nehmen Sie beide aus einem Speichervorgang.</translation>
  </message>
  <message>
   <source>%1 has shapes %2 and %3, this base and rank need %4 and %5</source>
   <translation>%1 hat die Formen %2 und %3, diese Basis und dieser Rang brauchen %4 und %5</translation>
  </message>
  <message>
   <source>The adapter belongs to another base model.</source>
   <translation>Der Adapter gehört zu einem anderen Basismodell.</translation>
  </message>
  <message>
   <source>only one half of the pair %1 is there</source>
   <translation>nur die eine Hälfte des Paares %1 ist da</translation>
  </message>
  <message>
   <source>The file is incomplete; get it again.</source>
   <translation>Die Datei ist unvollständig; holen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>tensor %1 holds a value that is not finite</source>
   <translation>Tensor %1 enthält einen Wert, der nicht endlich ist</translation>
  </message>
  <message>
   <source>Train it again, or get the file again.</source>
   <translation>Trainieren Sie noch einmal oder holen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>the file holds no tensors</source>
   <translation>die Datei enthält keine Tensoren</translation>
  </message>
  <message>
   <source>Save the adapter again, or get the file again.</source>
   <translation>Speichern Sie den Adapter noch einmal, oder holen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>none of the %1 tensors has a place in this model: the first is %2, expected are names such as %3</source>
   <translation>keiner der %1 Tensoren hat einen Platz in diesem Modell: Der erste ist %2, erwartet werden Namen wie %3</translation>
  </message>
  <message>
   <source>Give the base that it was trained on with --model, or save it again with PEFT's save_pretrained.</source>
   <translation>Geben Sie mit --model das Basismodell an, auf dem er trainiert wurde, oder speichern Sie ihn noch einmal mit save_pretrained von PEFT.</translation>
  </message>
  <message>
   <source>the file holds two adapters, '%1' and one without a name</source>
   <translation>die Datei enthält zwei Adapter, „%1“ und einen ohne Namen</translation>
  </message>
  <message>
   <source>the file holds two adapters, '%1' and '%2'</source>
   <translation>die Datei enthält zwei Adapter, „%1“ und „%2“</translation>
  </message>
  <message>
   <source>Save them apart: save_pretrained with selected_adapters, a folder for each.</source>
   <translation>Speichern Sie sie getrennt: save_pretrained mit selected_adapters, für jeden einen Ordner.</translation>
  </message>
  <message>
   <source>the tensors %1 and %2 mean the same place</source>
   <translation>die Tensoren %1 und %2 meinen dieselbe Stelle</translation>
  </message>
  <message>
   <source>Save the adapter again with PEFT's save_pretrained.</source>
   <translation>Speichern Sie den Adapter noch einmal mit save_pretrained von PEFT.</translation>
  </message>
  <message>
   <source>the adapter is a pickle file, which can run code and is not read</source>
   <translation>der Adapter ist eine Pickle-Datei, die Programme ausführen kann und nicht gelesen wird</translation>
  </message>
  <message>
   <source>Save it again with safetensors (PEFT's save_pretrained does so by default).</source>
   <translation>Speichern Sie ihn neu als safetensors (PEFTs save_pretrained tut das von selbst).</translation>
  </message>
  <message>
   <source>this GGUF file holds no LoRA adapter</source>
   <translation>diese GGUF-Datei enthält keinen LoRA-Adapter</translation>
  </message>
  <message>
   <source>A model goes to --model.</source>
   <translation>Ein Modell wird als Basis gewählt, nicht als Adapter.</translation>
  </message>
  <message>
   <source>the adapter is made for the architecture '%1', this base is %2</source>
   <translation>der Adapter ist für die Bauart „%1“ gemacht, diese Basis ist %2</translation>
  </message>
  <message>
   <source>Use it with a base of its own architecture.</source>
   <translation>Verwenden Sie ihn mit einer Basis seiner eigenen Bauart.</translation>
  </message>
  <message>
   <source>the adapter is an activated LoRA (aLoRA), which works behind certain tokens alone and is not supported</source>
   <translation>der Adapter ist ein aktiviertes LoRA (aLoRA), das nur hinter bestimmten Token wirkt und nicht unterstützt wird</translation>
  </message>
  <message>
   <source>adapter.lora.alpha is no number</source>
   <translation>adapter.lora.alpha ist keine Zahl</translation>
  </message>
  <message>
   <source>Convert the adapter again.</source>
   <translation>Wandeln Sie den Adapter noch einmal um.</translation>
  </message>
  <message>
   <source>adapter.lora.alpha is not a number</source>
   <translation>adapter.lora.alpha ist keine Zahl</translation>
  </message>
  <message>
   <source>The file is damaged; get it again.</source>
   <translation>Die Datei ist beschädigt; holen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>the adapter does not exist</source>
   <translation>den Adapter gibt es nicht</translation>
  </message>
  <message>
   <source>The adapter holds a table of embeddings or a head of its own, as one for an enlarged vocabulary does: merge it in PEFT (merge_and_unload) and use the merged model as a base.</source>
   <translation>Der Adapter enthält eine eigene Einbettungstabelle oder Ausgabeschicht, wie einer für ein vergrößertes Vokabular: Führen Sie ihn in PEFT mit dem Modell zusammen (merge_and_unload) und nehmen Sie das Ergebnis als Basismodell.</translation>
  </message>
  <message>
   <source>The adapter adapts modules that Graft does not: train it without them, or merge it in PEFT.</source>
   <translation>Der Adapter ändert Module, die Graft nicht ändert: Trainieren Sie ihn ohne sie, oder führen Sie ihn in PEFT mit dem Modell zusammen.</translation>
  </message>
  <message>
   <source>The adapter belongs to another base model, or adapts layers that Graft does not.</source>
   <translation>Der Adapter gehört zu einem anderen Basismodell oder ändert Schichten, die Graft nicht ändert.</translation>
  </message>
  <message>
   <source>tensor %1 and %2 more have no place in this model</source>
   <translation>Tensor %1 und %2 weitere haben keinen Platz in diesem Modell</translation>
  </message>
  <message>
   <source>tensor %1 has no place in this model</source>
   <translation>Tensor %1 hat keinen Platz in diesem Modell</translation>
  </message>
  <message>
   <source>the adapter says that it belongs to '%1', the base here is '%2'</source>
   <translation>der Adapter sagt, dass er zu „%1“ gehört, die Basis hier ist „%2“</translation>
  </message>
  <message>
   <source>Name the right base with --model, or say --accept-base '%1' when you know better.</source>
   <translation>Wählen Sie die richtige Basis, oder sagen Sie „%1“, wenn Sie es besser wissen.</translation>
  </message>
  <message>
   <source>this is a pointer of Git LFS, not the %1 file</source>
   <translation>dies ist ein Verweis von Git LFS, nicht die %1-Datei</translation>
  </message>
  <message>
   <source>Get the file itself: git lfs pull in the repository, or download it from its page.</source>
   <translation>Holen Sie die Datei selbst: git lfs pull im Repository, oder laden Sie sie von dessen Seite.</translation>
  </message>
  <message>
   <source>this is a web page, not a %1 file</source>
   <translation>dies ist eine Webseite, keine %1-Datei</translation>
  </message>
  <message>
   <source>this is a pickle file, which can run code and is not read</source>
   <translation>dies ist eine Pickle-Datei, die Programme ausführen kann und nicht gelesen wird</translation>
  </message>
  <message>
   <source>Get the %1 version.</source>
   <translation>Holen Sie die %1-Fassung.</translation>
  </message>
  <message>
   <source>not a %1 file: it does not begin as one</source>
   <translation>keine %1-Datei: sie beginnt nicht so</translation>
  </message>
  <message>
   <source>damaged GGUF: %1</source>
   <translation>beschädigte GGUF-Datei: %1</translation>
  </message>
  <message>
   <source>Download the file again.</source>
   <translation>Laden Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>it ends at byte %1, %2 more were expected at %3</source>
   <translation>sie endet bei Byte %1, bei %3 wurden noch %2 erwartet</translation>
  </message>
  <message>
   <source>a string claims %1 bytes</source>
   <translation>ein Text gibt %1 Bytes an</translation>
  </message>
  <message>
   <source>an array holds elements of type %1</source>
   <translation>eine Liste enthält Elemente vom Typ %1</translation>
  </message>
  <message>
   <source>an array claims %1 elements, more than the file can hold</source>
   <translation>eine Liste gibt %1 Elemente an, mehr als in die Datei passen</translation>
  </message>
  <message>
   <source>value type %1 is unknown</source>
   <translation>der Wertetyp %1 ist unbekannt</translation>
  </message>
  <message>
   <source>a tensor name of %1 bytes</source>
   <translation>ein Tensorname von %1 Bytes</translation>
  </message>
  <message>
   <source>tensor %1 has %2 dimensions</source>
   <translation>Tensor %1 hat %2 Maße</translation>
  </message>
  <message>
   <source>tensor %1: the product of its dimensions overflows or is zero</source>
   <translation>Tensor %1: das Produkt seiner Maße läuft über oder ist null</translation>
  </message>
  <message>
   <source>tensor %1 has the type %2, which is not supported</source>
   <translation>Tensor %1 hat den Typ %2, der nicht unterstützt wird</translation>
  </message>
  <message>
   <source>Supported: F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K.</source>
   <translation>Unterstützt: F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K.</translation>
  </message>
  <message>
   <source>tensor %1: rows of %2 are not whole %3 blocks</source>
   <translation>Tensor %1: Zeilen von %2 sind keine ganzen %3-Blöcke</translation>
  </message>
  <message>
   <source>Put all parts beside each other, under the names that they were published with.</source>
   <translation>Legen Sie alle Teile nebeneinander, unter den Namen, mit denen sie veröffentlicht wurden.</translation>
  </message>
  <message>
   <source>split.count is %1</source>
   <translation>split.count ist %1</translation>
  </message>
  <message>
   <source>this file is part %1 of %2, which its name does not say</source>
   <translation>diese Datei ist Teil %1 von %2, was ihr Name nicht sagt</translation>
  </message>
  <message>
   <source>Give the parts back their names: NAME-00001-of-00002.gguf, and so on.</source>
   <translation>Geben Sie den Teilen ihre Namen zurück: NAME-00001-of-00002.gguf und so weiter.</translation>
  </message>
  <message>
   <source>part %1 of %2 is missing: %3</source>
   <translation>Teil %1 von %2 fehlt: %3</translation>
  </message>
  <message>
   <source>this file is named as part %1 of %2 and says otherwise inside</source>
   <translation>diese Datei heißt Teil %1 von %2 und sagt innen etwas anderes</translation>
  </message>
  <message>
   <source>the parts hold %1 tensors, the first part says %2</source>
   <translation>die Teile enthalten %1 Tensoren, der erste Teil sagt %2</translation>
  </message>
  <message>
   <source>the tensor %1 stands in two parts</source>
   <translation>der Tensor %1 steht in zwei Teilen</translation>
  </message>
  <message>
   <source>the GGUF file is written in big-endian order, which is not read</source>
   <translation>die GGUF-Datei ist in Big-Endian-Reihenfolge geschrieben, die nicht gelesen wird</translation>
  </message>
  <message>
   <source>Get the little-endian file, or convert it with gguf-py's gguf_convert_endian.</source>
   <translation>Holen Sie die Little-Endian-Datei, oder wandeln Sie sie mit gguf_convert_endian von gguf-py um.</translation>
  </message>
  <message>
   <source>the GGUF file is of version %1; 2 and 3 are supported</source>
   <translation>die GGUF-Datei hat die Version %1; unterstützt werden 2 und 3</translation>
  </message>
  <message>
   <source>Convert the model again with a newer llama.cpp, or get a newer file.</source>
   <translation>Wandeln Sie das Modell mit einem neueren llama.cpp noch einmal um, oder holen Sie eine neuere Datei.</translation>
  </message>
  <message>
   <source>it claims %1 tensors and %2 keys</source>
   <translation>sie gibt %1 Tensoren und %2 Schlüssel an</translation>
  </message>
  <message>
   <source>a key of %1 bytes</source>
   <translation>ein Schlüssel von %1 Bytes</translation>
  </message>
  <message>
   <source>the key %1 stands twice</source>
   <translation>der Schlüssel %1 steht zweimal</translation>
  </message>
  <message>
   <source>general.alignment is %1, not a power of two up to 2^20</source>
   <translation>general.alignment ist %1, keine Zweierpotenz bis 2^20</translation>
  </message>
  <message>
   <source>the tensor %1 stands twice</source>
   <translation>der Tensor %1 steht zweimal</translation>
  </message>
  <message>
   <source>tensor %1 begins at %2, expected %3</source>
   <translation>Tensor %1 beginnt bei %2, erwartet wurde %3</translation>
  </message>
  <message>
   <source>tensor %1 reaches beyond the end of the file</source>
   <translation>Tensor %1 reicht über das Ende der Datei hinaus</translation>
  </message>
  <message>
   <source>the tensor %1 was not written to its end</source>
   <translation>der Tensor %1 wurde nicht zu Ende geschrieben</translation>
  </message>
  <message>
   <source>true or false</source>
   <translation>true oder false</translation>
  </message>
  <message>
   <source>%1 is %2, %3 was expected</source>
   <translation>%1 ist %2, erwartet wurde %3</translation>
  </message>
  <message>
   <source>Correct the configuration file, or get it again.</source>
   <translation>Berichtigen Sie die Konfigurationsdatei, oder holen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>init_lora_weights is '%1': %2 takes the adapter's start off the base's weights, so these tensors do not belong on the base as it is</source>
   <translation>init_lora_weights ist „%1“: %2 zieht den Anfang des Adapters von den Gewichten des Basismodells ab; diese Tensoren gehören also nicht auf das Basismodell, wie es ist</translation>
  </message>
  <message>
   <source>PEFT cannot convert it, because it has rsLoRA and patterns: merge it where it was trained (merge_and_unload), and use the merged model as a base.</source>
   <translation>PEFT kann ihn nicht umwandeln, weil er rsLoRA und Muster hat: Führen Sie ihn dort, wo er trainiert wurde, mit dem Modell zusammen (merge_and_unload), und nehmen Sie das zusammengeführte Modell als Basismodell.</translation>
  </message>
  <message>
   <source>Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT. The folder %1, which lies here, looks like START.</source>
   <translation>Speichern Sie ihn als gewöhnliches LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT. Der Ordner %1, der hier liegt, sieht nach START aus.</translation>
  </message>
  <message>
   <source>Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT, START being the adapter as it was before training. Or take the changed base, where it was saved, as the base, and set init_lora_weights to true.</source>
   <translation>Speichern Sie ihn als gewöhnliches LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT; START ist der Adapter, wie er vor dem Training war. Oder nehmen Sie das geänderte Basismodell, wo es gespeichert wurde, als Basismodell, und setzen Sie init_lora_weights auf true.</translation>
  </message>
  <message>
   <source>init_lora_weights is neither true, false nor a name</source>
   <translation>init_lora_weights ist weder true noch false noch ein Name</translation>
  </message>
  <message>
   <source>Known are true, false, gaussian, orthogonal, eva and mica, which leave the base alone.</source>
   <translation>Bekannt sind true, false, gaussian, orthogonal, eva und mica, die das Basismodell nicht ändern.</translation>
  </message>
  <message>
   <source>init_lora_weights is 'loftq': LoftQ puts quantised weights in the place of the base's and makes up for them in the adapter, so these tensors do not belong on the base as it is</source>
   <translation>init_lora_weights ist „loftq“: LoftQ setzt quantisierte Gewichte an die Stelle derer des Basismodells und gleicht sie im Adapter aus; diese Tensoren gehören also nicht auf das Basismodell, wie es ist</translation>
  </message>
  <message>
   <source>Save that base where the adapter was trained (get_base_model().save_pretrained), give it as the base, and set init_lora_weights to true; or merge there (merge_and_unload) and use the merged model.</source>
   <translation>Speichern Sie jenes Basismodell dort, wo der Adapter trainiert wurde (get_base_model().save_pretrained), geben Sie es als Basismodell an, und setzen Sie init_lora_weights auf true; oder führen Sie dort beide zusammen (merge_and_unload) und nehmen Sie das zusammengeführte Modell.</translation>
  </message>
  <message>
   <source>init_lora_weights is '%1', which is not known, so whether the base was changed is not known either</source>
   <translation>init_lora_weights ist „%1“, was nicht bekannt ist; ob das Basismodell geändert wurde, ist damit auch nicht bekannt</translation>
  </message>
  <message>
   <source>Choose another model, or get this one again.</source>
   <translation>Wählen Sie ein anderes Modell oder holen Sie dieses noch einmal.</translation>
  </message>
  <message>
   <source>the %1 is %2, outside 1 to %3</source>
   <translation>%1 ist %2, außerhalb von 1 bis %3</translation>
  </message>
  <message>
   <source>the number of heads is not a multiple of the key/value heads</source>
   <translation>die Zahl der Köpfe ist kein Vielfaches der Schlüssel- und Wertköpfe</translation>
  </message>
  <message>
   <source>the head size is odd</source>
   <translation>die Größe eines Kopfes ist ungerade</translation>
  </message>
  <message>
   <source>the norm's epsilon is %1</source>
   <translation>das Epsilon der Norm ist %1</translation>
  </message>
  <message>
   <source>yarn rotary factors are out of order</source>
   <translation>die Drehfaktoren von yarn stehen in falscher Reihenfolge</translation>
  </message>
  <message>
   <source>the setting %1 is not supported</source>
   <translation>die Einstellung %1 wird nicht unterstützt</translation>
  </message>
  <message>
   <source>rope_scaling and rope_parameters do not agree on rope_theta</source>
   <translation>rope_scaling und rope_parameters nennen verschiedene rope_theta</translation>
  </message>
  <message>
   <source>Keep one of them, with rope_theta in it.</source>
   <translation>Behalten Sie eines davon, mit rope_theta darin.</translation>
  </message>
  <message>
   <source>rope_theta is %1</source>
   <translation>rope_theta ist %1</translation>
  </message>
  <message>
   <source>the rotary factor is %1</source>
   <translation>der Drehfaktor ist %1</translation>
  </message>
  <message>
   <source>llama3 rotary factors are out of order</source>
   <translation>die Drehfaktoren von llama3 stehen in falscher Reihenfolge</translation>
  </message>
  <message>
   <source>rotary type '%1' is not supported</source>
   <translation>die Art der Drehung „%1“ wird nicht unterstützt</translation>
  </message>
  <message>
   <source>Supported: default, linear, llama3, yarn.</source>
   <translation>Unterstützt: default, linear, llama3, yarn.</translation>
  </message>
  <message>
   <source>Supported: llama (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), qwen2 (Qwen 2 and 2.5), qwen3 (without experts), gemma3 (text), smollm3 and granite (without experts).</source>
   <translation>Unterstützt: llama (Llama 2 und 3, Mistral, SmolLM2, TinyLlama), qwen2 (Qwen 2 und 2.5), qwen3 (ohne Experten), gemma3 (Text), smollm3 und granite (ohne Experten).</translation>
  </message>
  <message>
   <source>query_pre_attn_scalar is %1</source>
   <translation>query_pre_attn_scalar ist %1</translation>
  </message>
  <message>
   <source>the %1 multiplier is %2</source>
   <translation>der Multiplikator %1 ist %2</translation>
  </message>
  <message>
   <source>text_config is missing</source>
   <translation>text_config fehlt</translation>
  </message>
  <message>
   <source>model_type '%1' is not supported</source>
   <translation>model_type „%1“ wird nicht unterstützt</translation>
  </message>
  <message>
   <source>%1 is %2, a whole number was expected</source>
   <translation>%1 ist %2, eine ganze Zahl wurde erwartet</translation>
  </message>
  <message>
   <source>the checkpoint is quantised (%1)</source>
   <translation>das Modell ist quantisiert (%1)</translation>
  </message>
  <message>
   <source>Supported is bitsandbytes with NF4. Use the original 16-bit checkpoint or a GGUF file.</source>
   <translation>Unterstützt wird bitsandbytes mit NF4. Nehmen Sie das ursprüngliche Modell mit 16 Bit oder eine GGUF-Datei.</translation>
  </message>
  <message>
   <source>the activation '%1' is not supported</source>
   <translation>die Aktivierung „%1“ wird nicht unterstützt</translation>
  </message>
  <message>
   <source>a Granite model without rotation is not supported</source>
   <translation>ein Granite-Modell ohne Rotation wird nicht unterstützt</translation>
  </message>
  <message>
   <source>architecture '%1' is not supported</source>
   <translation>die Bauart „%1“ wird nicht unterstützt</translation>
  </message>
  <message>
   <source>%1 differs from layer to layer, which is not supported</source>
   <translation>%1 ist von Schicht zu Schicht verschieden, was nicht unterstützt wird</translation>
  </message>
  <message>
   <source>mixture-of-experts models are not supported</source>
   <translation>Modelle aus mehreren Experten werden nicht unterstützt</translation>
  </message>
  <message>
   <source>rotation of %1 of %2 head elements is not supported</source>
   <translation>die Drehung von %1 der %2 Elemente eines Kopfes wird nicht unterstützt</translation>
  </message>
  <message>
   <source>rotary scaling '%1' is not supported</source>
   <translation>die Dehnung der Drehung „%1“ wird nicht unterstützt</translation>
  </message>
  <message>
   <source>rope_freqs.weight has shape %1</source>
   <translation>rope_freqs.weight hat die Form %1</translation>
  </message>
  <message>
   <source>rope_freqs.weight holds a value that is not positive</source>
   <translation>rope_freqs.weight enthält einen Wert, der nicht positiv ist</translation>
  </message>
  <message>
   <source>the model does not exist</source>
   <translation>das Modell gibt es nicht</translation>
  </message>
  <message>
   <source>this GGUF file holds an adapter, not a model</source>
   <translation>diese GGUF-Datei enthält einen Adapter, kein Modell</translation>
  </message>
  <message>
   <source>Give it to --adapter.</source>
   <translation>Nehmen Sie sie als Adapter.</translation>
  </message>
  <message>
   <source>weight_map is missing</source>
   <translation>weight_map fehlt</translation>
  </message>
  <message>
   <source>the link %1 leads nowhere</source>
   <translation>der Verweis %1 führt ins Leere</translation>
  </message>
  <message>
   <source>the weights are pickle files, which can run code and are not read</source>
   <translation>die Gewichte sind Pickle-Dateien, die Programme ausführen können und nicht gelesen werden</translation>
  </message>
  <message>
   <source>there is no model.safetensors in the folder</source>
   <translation>in dem Ordner ist kein model.safetensors</translation>
  </message>
  <message>
   <source>Get the safetensors version of this model.</source>
   <translation>Holen Sie dieses Modell in der safetensors-Fassung.</translation>
  </message>
  <message>
   <source>tensor %1 stands in two files</source>
   <translation>Tensor %1 steht in zwei Dateien</translation>
  </message>
  <message>
   <source>this is the folder of an adapter, not of a model</source>
   <translation>dies ist der Ordner eines Adapters, nicht eines Modells</translation>
  </message>
  <message>
   <source>Name it with --adapter, and its base with --model.</source>
   <translation>Wählen Sie ihn als Adapter, und sein Basismodell als Modell.</translation>
  </message>
  <message>
   <source>a model and an adapter lie in one folder, and transformers would load both</source>
   <translation>ein Modell und ein Adapter liegen in einem Ordner, und transformers würde beide laden</translation>
  </message>
  <message>
   <source>Move adapter_config.json and adapter_model.safetensors to a folder of their own, and name that with --adapter.</source>
   <translation>Legen Sie adapter_config.json und adapter_model.safetensors in einen eigenen Ordner, und wählen Sie diesen als Adapter.</translation>
  </message>
  <message>
   <source>the folder holds GGUF files and no config.json</source>
   <translation>der Ordner enthält GGUF-Dateien und keine config.json</translation>
  </message>
  <message>
   <source>Name the file: of several parts the first (%1).</source>
   <translation>Wählen Sie die Datei: von mehreren Teilen den ersten (%1).</translation>
  </message>
  <message>
   <source>tensor %1 stands twice, under names that differ by what a wrapper put in</source>
   <translation>der Tensor %1 steht zweimal da, unter Namen, die sich nur in Einschüben einer Hülle unterscheiden</translation>
  </message>
  <message>
   <source>an adapter lies among the weights and was not merged into them (tensor %1)</source>
   <translation>zwischen den Gewichten liegt ein Adapter, der nicht mit ihnen zusammengeführt wurde (Tensor %1)</translation>
  </message>
  <message>
   <source>Merge it first (PEFT's merge_and_unload) and save the model again, or save base and adapter apart.</source>
   <translation>Führen Sie ihn zuerst mit ihnen zusammen (merge_and_unload von PEFT) und speichern Sie das Modell noch einmal, oder speichern Sie Basismodell und Adapter getrennt.</translation>
  </message>
  <message>
   <source>Its projections are fused (qkv_proj), as Phi-3 and some converters write them; Graft reads them apart: take a version with q_proj, k_proj and v_proj.</source>
   <translation>Seine Projektionen sind verschmolzen (qkv_proj), wie Phi-3 und manche Umwandler sie schreiben; Graft liest sie einzeln: Nehmen Sie eine Fassung mit q_proj, k_proj und v_proj.</translation>
  </message>
  <message>
   <source>Its projections are fused (W_pack); Graft reads them apart: take a version with q_proj, k_proj and v_proj.</source>
   <translation>Seine Projektionen sind verschmolzen (W_pack); Graft liest sie einzeln: Nehmen Sie eine Fassung mit q_proj, k_proj und v_proj.</translation>
  </message>
  <message>
   <source>Its projections are fused (attn_qkv); Graft reads them apart: convert the model again as llama or qwen2.</source>
   <translation>Seine Projektionen sind verschmolzen (attn_qkv); Graft liest sie einzeln: Wandeln Sie das Modell noch einmal um, als llama oder qwen2.</translation>
  </message>
  <message>
   <source>It was saved with PEFT's modules in it: merge them first (merge_and_unload), and save the model again.</source>
   <translation>Es wurde mit Modulen von PEFT gespeichert: Führen Sie sie zuerst zusammen (merge_and_unload) und speichern Sie das Modell noch einmal.</translation>
  </message>
  <message>
   <source>Its tensors are named as in another program's model: save it with transformers (save_pretrained), or get the published model.</source>
   <translation>Seine Tensoren heißen wie im Modell eines anderen Programms: Speichern Sie es mit transformers (save_pretrained), oder holen Sie das veröffentlichte Modell.</translation>
  </message>
  <message>
   <source>The model was saved without its head, as a classifier or a bare model: save it with the class for causal language models, or get the published one.</source>
   <translation>Das Modell wurde ohne seine Ausgabeschicht gespeichert, als Klassifikator oder bloßes Modell: Speichern Sie es mit der Klasse für kausale Sprachmodelle, oder holen Sie das veröffentlichte.</translation>
  </message>
  <message>
   <source>The file is incomplete; download it again.</source>
   <translation>Die Datei ist unvollständig; laden Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>none of the %1 tensors is named as in a %2 model: the first are %3, expected are names such as %4</source>
   <translation>keiner der %1 Tensoren heißt wie in einem Modell der Art %2: Die ersten sind %3, erwartet werden Namen wie %4</translation>
  </message>
  <message>
   <source>Save it with transformers (save_pretrained), or get the published model.</source>
   <translation>Speichern Sie es mit transformers (save_pretrained), oder holen Sie das veröffentlichte Modell.</translation>
  </message>
  <message>
   <source>the tensor %1 is missing</source>
   <translation>der Tensor %1 fehlt</translation>
  </message>
  <message>
   <source>tensor %1 has shape %2, the configuration says %3</source>
   <translation>Tensor %1 hat die Form %2, die Einstellungen sagen %3</translation>
  </message>
  <message>
   <source>Get the complete model again: configuration and weights belong together.</source>
   <translation>Holen Sie das vollständige Modell noch einmal: Einstellungen und Gewichte gehören zusammen.</translation>
  </message>
  <message>
   <source>no such rows of tensor %1</source>
   <translation>solche Zeilen hat der Tensor %1 nicht</translation>
  </message>
  <message>
   <source>tensor %1 holds a value that is not finite (row %2)</source>
   <translation>Tensor %1 enthält einen Wert, der nicht endlich ist (Zeile %2)</translation>
  </message>
  <message>
   <source>Download the model again.</source>
   <translation>Laden Sie das Modell noch einmal.</translation>
  </message>
  <message>
   <source>it is not a regular expression</source>
   <translation>es ist kein regulärer Ausdruck</translation>
  </message>
  <message>
   <source>it looks ahead, behind or back, or sets flags</source>
   <translation>es blickt voraus oder zurück, oder es setzt Schalter</translation>
  </message>
  <message>
   <source>it is too large</source>
   <translation>es ist zu groß</translation>
  </message>
  <message>
   <source>it holds letters beyond ASCII</source>
   <translation>es enthält Zeichen außerhalb von ASCII</translation>
  </message>
  <message>
   <source>tensor %1: %2</source>
   <translation>Tensor %1: %2</translation>
  </message>
  <message>
   <source>Download the model again, or use its original 16-bit checkpoint.</source>
   <translation>Laden Sie das Modell noch einmal oder nehmen Sie das ursprüngliche mit 16 Bit.</translation>
  </message>
  <message>
   <source>is missing, though the weight is marked as NF4</source>
   <translation>fehlt, obwohl das Gewicht als NF4 gekennzeichnet ist</translation>
  </message>
  <message>
   <source>has %1 bytes, expected %2</source>
   <translation>hat %1 Bytes, erwartet wurden %2</translation>
  </message>
  <message>
   <source>its quant_type is not nf4</source>
   <translation>sein quant_type ist nicht nf4</translation>
  </message>
  <message>
   <source>its block size is not 64, which alone is supported</source>
   <translation>seine Blockgröße ist nicht 64; nur die wird unterstützt</translation>
  </message>
  <message>
   <source>its state has no shape of two dimensions</source>
   <translation>sein Zustand hat keine Form mit zwei Maßen</translation>
  </message>
  <message>
   <source>its shape cannot be</source>
   <translation>seine Form kann nicht sein</translation>
  </message>
  <message>
   <source>holds other levels than those of NF4</source>
   <translation>enthält andere Stufen als die von NF4</translation>
  </message>
  <message>
   <source>its nested block size is not 256</source>
   <translation>seine innere Blockgröße ist nicht 256</translation>
  </message>
  <message>
   <source>is not the JSON of a quantisation state</source>
   <translation>ist nicht das JSON eines Quantisierungszustands</translation>
  </message>
  <message>
   <source>holds bytes of a kind that is not supported</source>
   <translation>enthält Bytes einer Art, die nicht unterstützt wird</translation>
  </message>
  <message>
   <source>damaged safetensors: %1</source>
   <translation>beschädigte safetensors-Datei: %1</translation>
  </message>
  <message>
   <source>Download or export the file again.</source>
   <translation>Laden oder exportieren Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>its entry lacks dtype, shape or data_offsets</source>
   <translation>seinem Eintrag fehlt dtype, shape oder data_offsets</translation>
  </message>
  <message>
   <source>a dimension is not a whole number</source>
   <translation>ein Maß ist keine ganze Zahl</translation>
  </message>
  <message>
   <source>the product of its dimensions overflows</source>
   <translation>das Produkt seiner Maße läuft über</translation>
  </message>
  <message>
   <source>an offset is not a whole number</source>
   <translation>eine Stelle ist keine ganze Zahl</translation>
  </message>
  <message>
   <source>offsets %1 to %2 lie outside the file</source>
   <translation>die Stellen %1 bis %2 liegen außerhalb der Datei</translation>
  </message>
  <message>
   <source>its size is not that of its shape %1</source>
   <translation>seine Größe ist nicht die seiner Form %1</translation>
  </message>
  <message>
   <source>only %1 bytes</source>
   <translation>nur %1 Bytes</translation>
  </message>
  <message>
   <source>the header claims %1 bytes</source>
   <translation>der Kopf gibt %1 Bytes an</translation>
  </message>
  <message>
   <source>the header does not begin with an opening brace</source>
   <translation>der Kopf beginnt nicht mit einer geschweiften Klammer</translation>
  </message>
  <message>
   <source>the header is not an object</source>
   <translation>der Kopf ist kein Objekt</translation>
  </message>
  <message>
   <source>__metadata__ holds something that is not text</source>
   <translation>__metadata__ enthält etwas, das kein Text ist</translation>
  </message>
  <message>
   <source>%1 bytes follow after the last tensor</source>
   <translation>nach dem letzten Tensor folgen %1 Bytes</translation>
  </message>
  <message>
   <source>tensor %1 has dtype '%2', which is not supported</source>
   <translation>Tensor %1 hat den Typ „%2“, der nicht unterstützt wird</translation>
  </message>
  <message>
   <source>Supported: F32, F16, BF16. Save it again in one of them, for example with model.float().save_pretrained.</source>
   <translation>Unterstützt: F32, F16, BF16. Speichern Sie es in einem davon noch einmal, zum Beispiel mit model.float().save_pretrained.</translation>
  </message>
  <message>
   <source>more tensor bytes than were planned</source>
   <translation>mehr Bytes an Tensoren als geplant</translation>
  </message>
  <message>
   <source>tensor bytes are missing</source>
   <translation>Bytes von Tensoren fehlen</translation>
  </message>
  <message>
   <source>tensor %1 was saved empty</source>
   <translation>der Tensor %1 wurde leer gespeichert</translation>
  </message>
  <message>
   <source>DeepSpeed ZeRO-3 keeps the parts elsewhere: save again with stage3_gather_16bit_weights_on_model_save, or join the parts with its zero_to_fp32.py.</source>
   <translation>DeepSpeed ZeRO-3 hält die Teile anderswo: Speichern Sie noch einmal mit stage3_gather_16bit_weights_on_model_save, oder fügen Sie die Teile mit seinem zero_to_fp32.py zusammen.</translation>
  </message>
  <message>
   <source>there is no dataset '%1'</source>
   <translation>Daten mit dem Namen '%1' gibt es nicht</translation>
  </message>
  <message>
   <source>graft data lists them.</source>
   <translation>graft data zählt sie auf.</translation>
  </message>
  <message>
   <source>'%1' is no name for a dataset</source>
   <translation>'%1' ist kein Name für Daten</translation>
  </message>
  <message>
   <source>Use letters, digits, '-', '_' and '.', at most 80.</source>
   <translation>Nehmen Sie Buchstaben, Ziffern, '-', '_' und '.', höchstens 80.</translation>
  </message>
  <message>
   <source>'%1' is another name of '%2'</source>
   <translation>'%1' ist ein anderer Name von '%2'</translation>
  </message>
  <message>
   <source>Rename that one.</source>
   <translation>Benennen Sie diesen um.</translation>
  </message>
  <message>
   <source>the name '%1' is taken</source>
   <translation>der Name '%1' ist vergeben</translation>
  </message>
  <message>
   <source>the folder cannot be renamed: %1</source>
   <translation>der Ordner lässt sich nicht umbenennen: %1</translation>
  </message>
  <message>
   <source>Check the rights of the folder.</source>
   <translation>Prüfen Sie die Rechte des Ordners.</translation>
  </message>
  <message>
   <source>the old name cannot be kept as a link: %1</source>
   <translation>der alte Name lässt sich nicht als Verweis behalten: %1</translation>
  </message>
  <message>
   <source>The dataset has its new name.</source>
   <translation>Die Daten haben ihren neuen Namen.</translation>
  </message>
  <message>
   <source>Runs that were trained on it name the old one; use the new one for new runs.</source>
   <translation>Läufe, die damit trainiert wurden, nennen den alten Namen; nehmen Sie für neue den neuen.</translation>
  </message>
  <message>
   <source>runs that are not finished use it: %1</source>
   <translation>Läufe, die nicht fertig sind, brauchen sie: %1</translation>
  </message>
  <message>
   <source>Finish or delete them first.</source>
   <translation>Beenden oder löschen Sie sie zuerst.</translation>
  </message>
  <message>
   <source>the folder cannot be moved: %1</source>
   <translation>der Ordner lässt sich nicht verschieben: %1</translation>
  </message>
  <message>
   <source>The dataset stays in the bin.</source>
   <translation>Der Datensatz bleibt im Papierkorb.</translation>
  </message>
  <message>
   <source>Rename the other one first.</source>
   <translation>Zuerst den anderen umbenennen.</translation>
  </message>
  <message>
   <source>--side '%1' is not known</source>
   <translation>--side '%1' ist nicht bekannt</translation>
  </message>
  <message>
   <source>Known: all, train, heldout.</source>
   <translation>Bekannt: all, train, heldout.</translation>
  </message>
  <message>
   <source>Choose another name, or move it away.</source>
   <translation>Wählen Sie einen anderen Namen, oder verschieben Sie sie.</translation>
  </message>
  <message>
   <source>the model cannot be added: %1</source>
   <translation>das Modell kann nicht hinzugefügt werden: %1</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>the model lies in Graft's own folder, not behind a link</source>
   <translation>das Modell liegt in Grafts eigenem Ordner, nicht hinter einem Verweis</translation>
  </message>
  <message>
   <source>Move or delete its files yourself where you no longer need them.</source>
   <translation>Verschieben oder löschen Sie seine Dateien selbst, wenn Sie sie nicht mehr brauchen.</translation>
  </message>
  <message>
   <source>the link cannot be removed: %1</source>
   <translation>der Verweis lässt sich nicht entfernen: %1</translation>
  </message>
  <message>
   <source>the embedded model is missing</source>
   <translation>das mitgelieferte Modell fehlt</translation>
  </message>
  <message>
   <source>Run packaging/setup, or name a model with --model.</source>
   <translation>Richten Sie Graft noch einmal ein oder wählen Sie ein Modell.</translation>
  </message>
  <message>
   <source>there is no such model</source>
   <translation>ein solches Modell gibt es nicht</translation>
  </message>
  <message>
   <source>Give a .gguf file, a Hugging Face folder, or a name that graft models lists.</source>
   <translation>Nennen Sie eine .gguf-Datei, einen Hugging-Face-Ordner oder einen Namen aus graft models.</translation>
  </message>
  <message>
   <source>there is no run of this name</source>
   <translation>es gibt keinen Lauf dieses Namens</translation>
  </message>
  <message>
   <source>the name fits several runs</source>
   <translation>der Name passt auf mehrere Läufe</translation>
  </message>
  <message>
   <source>Candidates: %1.</source>
   <translation>In Frage kommen: %1.</translation>
  </message>
  <message>
   <source>the name fits a run and a task of kept adapters</source>
   <translation>der Name passt auf einen Lauf und auf eine Aufgabe mit Adaptern</translation>
  </message>
  <message>
   <source>Say %1, or the run's folder.</source>
   <translation>Sagen Sie %1 oder den Ordner des Laufs.</translation>
  </message>
  <message>
   <source>this run has no adapter</source>
   <translation>dieser Lauf hat keinen Adapter</translation>
  </message>
  <message>
   <source>Let it train first, or choose another.</source>
   <translation>Lassen Sie ihn erst trainieren oder wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>the folder has no adapter_config.json</source>
   <translation>der Ordner hat keine adapter_config.json</translation>
  </message>
  <message>
   <source>PEFT's save_pretrained writes it beside the tensors: put it there.</source>
   <translation>save_pretrained von PEFT schreibt sie neben die Tensoren: legen Sie sie dorthin.</translation>
  </message>
  <message>
   <source>this is the folder of a model, not of an adapter</source>
   <translation>dies ist der Ordner eines Modells, nicht eines Adapters</translation>
  </message>
  <message>
   <source>Name it with --model.</source>
   <translation>Wählen Sie ihn als Modell.</translation>
  </message>
  <message>
   <source>the adapter lies in a folder inside this one</source>
   <translation>der Adapter liegt in einem Ordner innerhalb von diesem</translation>
  </message>
  <message>
   <source>Name %1.</source>
   <translation>Wählen Sie %1.</translation>
  </message>
  <message>
   <source>this is a file of an adapter's tensors</source>
   <translation>dies ist eine Datei mit den Tensoren eines Adapters</translation>
  </message>
  <message>
   <source>Name its folder, in which adapter_config.json lies.</source>
   <translation>Wählen Sie ihren Ordner, in dem adapter_config.json liegt.</translation>
  </message>
  <message>
   <source>there is no adapter and no run of this name</source>
   <translation>es gibt keinen Adapter und keinen Lauf dieses Namens</translation>
  </message>
  <message>
   <source>Give a run (graft runs), a kept adapter (graft adapters), a folder with adapter_config.json, or a GGUF adapter.</source>
   <translation>Wählen Sie einen Lauf, einen behaltenen Adapter, einen Ordner mit adapter_config.json oder einen GGUF-Adapter.</translation>
  </message>
 </context>
</TS>
