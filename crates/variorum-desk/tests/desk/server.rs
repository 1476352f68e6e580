//! A server on this machine that answers each path as a test tells it, and remembers what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Writes the answer to a request: its path, and its head in lower case.
pub type Answer = fn(&str, &str, &mut TcpStream) -> std::io::Result<()>;

pub struct Server {
    pub address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn start(answer: Answer) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                thread::spawn(move || serve(stream, answer, &kept));
            }
        });
        Server { address, asked }
    }

    /// The heads of all requests so far, in lower case.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panicked").clone()
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        let begin = format!("get {path} ");
        self.asked().iter().filter(|head| head.starts_with(&begin)).count()
    }
}

fn serve(mut stream: TcpStream, answer: Answer, asked: &Mutex<Vec<String>>) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let head = head.to_lowercase();
    let path = head.split_whitespace().nth(1).unwrap_or_default().to_owned();
    asked.lock().expect("nobody panicked").push(head.clone());
    // A client that went away is what some tests want.
    let _ = answer(&path, &head, &mut stream);
}

/// Writes a whole answer: the status with further headers, and the body.
pub fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(body)
}
