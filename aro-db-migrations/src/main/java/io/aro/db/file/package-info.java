/**
 * Files that nobody but their owner may read or write, and the folders that may hold them; used by the modules of aro-db.
 *
 * <p>The rights are set when a file is made, so that no umask matters and no moment is open. They are those of POSIX. On
 * a file system without them, such as that of Windows, a file has the access control list that its folder hands down.
 */
@NullMarked
package io.aro.db.file;

import org.jspecify.annotations.NullMarked;
