//! The site as people use it, over HTTP without a socket: one file per noun, tests are sentences.

mod news;
<<<<<<< HEAD
mod observation;
=======
mod picture;
>>>>>>> e791947 (Show the picture to everyone, and let both owners make, approve and publish it)
mod town;
