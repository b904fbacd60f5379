fn main(){println!("{:?}", jiff::Zoned::now());}
