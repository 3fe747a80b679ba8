# SPDX-License-Identifier: Apache-2.0
# Read by CPack for each generator: the archive has its files at its top, the Debian package keeps them together in /opt/graft.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX "/opt/graft")
endif()
