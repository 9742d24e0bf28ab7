/* bench-peer-cpp.cc: the C++ libraries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-peer.h"

#ifdef HAVE_BOOST_JSON
#include <boost/json.hpp>

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

extern "C" const BenchPeer bench_peer_boost = { "Boost.JSON", 1, boost_begin, boost_push, boost_end, boost_release };
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
