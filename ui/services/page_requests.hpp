// SPDX-License-Identifier: GPL-3.0-or-later
// Requests with which pages open each other. A request is a struct with the id of its page and what the page shall show; Services::open
// takes it, and Page::enter gets it as a PageRequest.
#pragma once

#include <any>

#include <QString>
#include <QStringList>

#include "core/base/json.hpp"

namespace graft::ui {

/// Any of the requests below, or none.
class PageRequest {
 public:
  PageRequest() = default;
  template <class Request>
    requires requires { Request::page; }
  PageRequest(Request request) : m_page(Request::page), m_request(std::move(request)) {}
  bool empty() const { return !m_request.has_value(); }
  /// Id of the request's page; empty without a request.
  const QString& page() const { return m_page; }
  /// The request if it is of this type, else null.
  template <class Request>
  const Request* as() const {
    return std::any_cast<Request>(&m_request);
  }

 private:
  QString m_page;
  std::any m_request;
};

struct ShowQueue {
  static constexpr const char* page = "activity";
};

struct ChooseExamples {
  static constexpr const char* page = "data";
};
struct ImportExamples {
  static constexpr const char* page = "data";
  QStringList paths;
};
struct ShowDataset {
  static constexpr const char* page = "data";
  QString name;
  qint64 version;
};

struct TrainOnDataset {
  static constexpr const char* page = "train";
  QString folder;  ///< of a version
};
struct TrainModel {
  static constexpr const char* page = "train";
  QString path;
};
struct TrainAdapterFurther {
  static constexpr const char* page = "train";
  QString key;  ///< of an adapter
};
struct TrainAgain {
  static constexpr const char* page = "train";
  QString run;
  Json change;  ///< settings in place of the run's own
};

struct ShowModel {
  static constexpr const char* page = "models";
  QString name;  ///< in HOME/models; empty: the embedded model
};

/// One run, or several side by side.
struct ShowRuns {
  static constexpr const char* page = "runs";
  QStringList runs;
};
inline ShowRuns showRun(const QString& run) { return {{run}}; }

struct CompareAdapter {
  static constexpr const char* page = "compare";
  QString key;  ///< of an adapter, or a run
};
struct CheckAdapter {
  static constexpr const char* page = "check";
  QString key;  ///< of an adapter, or a run
};
struct ShowAdapter {
  static constexpr const char* page = "adapters";
  QString key;  ///< of an adapter, or a run
};
struct ExportAdapter {
  static constexpr const char* page = "adapters";
  QString key;
  double strength;  ///< 1: as trained
};

}  // namespace graft::ui
