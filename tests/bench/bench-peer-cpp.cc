/* bench-peer-cpp.cc: the C++ libraries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-peer.h"

#ifdef HAVE_BOOST_JSON
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace
{
struct BoostReader
{
  boost::json::stream_parser parser;
  boost::json::value value;

  BoostReader () : parser ({}, options ()) {}

  static boost::json::parse_options
  options ()
  {
    boost::json::parse_options result;

    result.max_depth = 4096;
    return result;
  }
};

void *boost_begin () { return new BoostReader; }

int
boost_push (void *data, const char *text, size_t length)
{
  boost::system::error_code error;

  static_cast<BoostReader *> (data)->parser.write (text, length, error);
  return !error;
}

void *
boost_end (void *data)
{
  auto *reader = static_cast<BoostReader *> (data);
  boost::system::error_code error;

  reader->parser.finish (error);
  if (error)
    return nullptr;
  reader->value = reader->parser.release ();
  return reader;
}

void boost_release (void *data) { delete static_cast<BoostReader *> (data); }
}

/* Events only: nothing is kept of them. */
namespace
{
using Error = boost::system::error_code;
using Text = boost::json::string_view;

struct Ignore
{
  static constexpr std::size_t max_array_size = -1;
  static constexpr std::size_t max_object_size = -1;
  static constexpr std::size_t max_string_size = -1;
  static constexpr std::size_t max_key_size = -1;

  bool on_document_begin (Error &) { return true; }
  bool on_document_end (Error &) { return true; }
  bool on_object_begin (Error &) { return true; }
  bool on_object_end (std::size_t, Error &) { return true; }
  bool on_array_begin (Error &) { return true; }
  bool on_array_end (std::size_t, Error &) { return true; }
  bool on_key_part (Text, std::size_t, Error &) { return true; }
  bool on_key (Text, std::size_t, Error &) { return true; }
  bool on_string_part (Text, std::size_t, Error &) { return true; }
  bool on_string (Text, std::size_t, Error &) { return true; }
  bool on_number_part (Text, Error &) { return true; }
  bool on_int64 (std::int64_t, Text, Error &) { return true; }
  bool on_uint64 (std::uint64_t, Text, Error &) { return true; }
  bool on_double (double, Text, Error &) { return true; }
  bool on_bool (bool, Error &) { return true; }
  bool on_null (Error &) { return true; }
  bool on_comment_part (Text, Error &) { return true; }
  bool on_comment (Text, Error &) { return true; }
};

using EventParser = boost::json::basic_parser<Ignore>;

void *boost_events_begin () { return new EventParser (BoostReader::options ()); }

int
boost_events_push (void *data, const char *text, size_t length)
{
  Error error;

  return static_cast<EventParser *> (data)->write_some (true, text, length, error) == length && !error;
}

void *
boost_events_end (void *data)
{
  Error error;

  static_cast<EventParser *> (data)->write_some (false, nullptr, 0, error);
  return error ? nullptr : data;
}

void boost_events_release (void *data) { delete static_cast<EventParser *> (data); }
}

extern "C" const BenchPeer bench_peer_boost = { "Boost.JSON", 1, boost_begin, boost_push, boost_end, boost_release };
extern "C" const BenchPeer bench_peer_boost_events = { "Boost events", 1, boost_events_begin, boost_events_push,
                                                        boost_events_end, boost_events_release };
#endif

#ifdef HAVE_SIMDJSON
#include <simdjson.h>

namespace
{
void *simdjson_begin () { return new simdjson::dom::parser; }

int
simdjson_push (void *data, const char *text, size_t length)
{
  return !static_cast<simdjson::dom::parser *> (data)->parse (text, length).error ();
}

void *simdjson_end (void *data) { return data; }
void simdjson_release (void *data) { delete static_cast<simdjson::dom::parser *> (data); }
}

extern "C" const BenchPeer bench_peer_simdjson = { "simdjson", 0, simdjson_begin, simdjson_push, simdjson_end, simdjson_release };
#endif
