// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalogue (engine_catalogue.cpp) that speaks of files of models and adapters.
#include <iterator>

#include <QCoreApplication>

#include "ui/services/engine_words.hpp"

namespace graft::ui {
namespace {

constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("EngineWords", "%1 has %2 patterns, which are too many"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 has shapes %2 and %3, rank %4 needs %5 and %6"),
    QT_TRANSLATE_NOOP("EngineWords", "%1: its patterns are too large together"),
    QT_TRANSLATE_NOOP("EngineWords", "%1: the pattern '%2' cannot be read: %3"),
    QT_TRANSLATE_NOOP("EngineWords", "%1: the pattern '%2' has no number"),
    QT_TRANSLATE_NOOP("EngineWords", "Configuration and tensors do not belong together: take both from one save."),
    QT_TRANSLATE_NOOP("EngineWords", "DeepSpeed ZeRO-3 keeps the parts elsewhere: save again with stage3_gather_16bit_weights_on_model_save, or join the parts with its zero_to_fp32.py."),
    QT_TRANSLATE_NOOP("EngineWords", "Give the base that it was trained on with --model, or save it again with PEFT's save_pretrained."),
    QT_TRANSLATE_NOOP("EngineWords", "Give the parts back their names: NAME-00001-of-00002.gguf, and so on."),
    QT_TRANSLATE_NOOP("EngineWords", "Known are true, false, gaussian, orthogonal, eva and mica, which leave the base alone."),
    QT_TRANSLATE_NOOP("EngineWords", "Merge it first (PEFT's merge_and_unload) and save the model again, or save base and adapter apart."),
    QT_TRANSLATE_NOOP("EngineWords", "PEFT cannot convert it, because it has rsLoRA and patterns: merge it where it was trained (merge_and_unload), and use the merged model as a base."),
    QT_TRANSLATE_NOOP("EngineWords", "Put all parts beside each other, under the names that they were published with."),
    QT_TRANSLATE_NOOP("EngineWords", "Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT, START being the adapter as it was before training. Or take the changed base, where it was saved, as the base, and set init_lora_weights to true."),
    QT_TRANSLATE_NOOP("EngineWords", "Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT. The folder %1, which lies here, looks like START."),
    QT_TRANSLATE_NOOP("EngineWords", "Save it with transformers (save_pretrained), or get the published model."),
    QT_TRANSLATE_NOOP("EngineWords", "Save that base where the adapter was trained (get_base_model().save_pretrained), give it as the base, and set init_lora_weights to true; or merge there (merge_and_unload) and use the merged model."),
    QT_TRANSLATE_NOOP("EngineWords", "Save the adapter again with PEFT's save_pretrained."),
    QT_TRANSLATE_NOOP("EngineWords", "Save the adapter again, or get the file again."),
    QT_TRANSLATE_NOOP("EngineWords", "Save them apart: save_pretrained with selected_adapters, a folder for each."),
    QT_TRANSLATE_NOOP("EngineWords", "The adapter adapts modules that Graft does not: train it without them, or merge it in PEFT."),
    QT_TRANSLATE_NOOP("EngineWords", "The model was saved without its head: save it with the class for causal language models, or get the published one."),
    QT_TRANSLATE_NOOP("EngineWords", "Write the modules' names out in rank_pattern and alpha_pattern."),
    QT_TRANSLATE_NOOP("EngineWords", "an adapter lies among the weights and was not merged into them (tensor %1)"),
    QT_TRANSLATE_NOOP("EngineWords", "init_lora_weights is '%1', which is not known, so whether the base was changed is not known either"),
    QT_TRANSLATE_NOOP("EngineWords", "init_lora_weights is '%1': %2 takes the adapter's start off the base's weights, so these tensors do not belong on the base as it is"),
    QT_TRANSLATE_NOOP("EngineWords", "init_lora_weights is 'loftq': LoftQ puts quantised weights in the place of the base's and makes up for them in the adapter, so these tensors do not belong on the base as it is"),
    QT_TRANSLATE_NOOP("EngineWords", "init_lora_weights is neither true, false nor a name"),
    QT_TRANSLATE_NOOP("EngineWords", "it holds letters beyond ASCII"),
    QT_TRANSLATE_NOOP("EngineWords", "it is not a regular expression"),
    QT_TRANSLATE_NOOP("EngineWords", "it is too large"),
    QT_TRANSLATE_NOOP("EngineWords", "it looks ahead, behind or back, or sets flags"),
    QT_TRANSLATE_NOOP("EngineWords", "none of the %1 tensors has a place in this model: the first is %2, expected are names such as %3"),
    QT_TRANSLATE_NOOP("EngineWords", "none of the %1 tensors is named as in a %2 model: the first are %3, expected are names such as %4"),
    QT_TRANSLATE_NOOP("EngineWords", "part %1 of %2 is missing: %3"),
    QT_TRANSLATE_NOOP("EngineWords", "tensor %1 stands twice, under names that differ by what a wrapper put in"),
    QT_TRANSLATE_NOOP("EngineWords", "tensor %1 was saved empty"),
    QT_TRANSLATE_NOOP("EngineWords", "the file holds no tensors"),
    QT_TRANSLATE_NOOP("EngineWords", "the file holds two adapters, '%1' and '%2'"),
    QT_TRANSLATE_NOOP("EngineWords", "the file holds two adapters, '%1' and one without a name"),
    QT_TRANSLATE_NOOP("EngineWords", "the tensors %1 and %2 mean the same place"),
    QT_TRANSLATE_NOOP("EngineWords", "this file is named as part %1 of %2 and says otherwise inside"),
    QT_TRANSLATE_NOOP("EngineWords", "this file is part %1 of %2, which its name does not say"),
};

}  // namespace

std::vector<const char*> engineCatalogueOfFiles() { return {std::begin(kSentences), std::end(kSentences)}; }

}  // namespace graft::ui
