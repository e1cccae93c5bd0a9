;; The hot part of reading logs: finds a text in bytes, and takes a few fields out of a line of JSON. WebAssembly, since it is fast from
;; its first line on, where JavaScript is compiled in every thread once it has run for long, and since it looks at 16 bytes at once.
;; `lineMemory.ts` puts the bytes into this memory and calls what is exported; `pickJson.ts` writes the levels and reads the slots.
;; A place is an address in the memory; 0 is none. Reading may go a few bytes beyond the end of a line: the memory is longer.
(module
  (memory (export "memory") 1)

  ;; A slot, 16 bytes, holds one wanted value of the line at hand: its kind (0: there is none), and from byte 8 on either a number (f64)
  ;; or where the value begins and ends. The slot at 0 is never read: it takes what is not wanted.
  (global $text i32 (i32.const 1))    ;; begin and end of what stands between the quotes, without escapes
  (global $whole i32 (i32.const 2))   ;; a number
  (global $digits i32 (i32.const 3))  ;; begin and end of a number with a sign, a fraction, an exponent or more than 15 digits
  (global $object i32 (i32.const 4))
  (global $null i32 (i32.const 5))
  (global $false i32 (i32.const 6))
  (global $true i32 (i32.const 7))

  ;; A level says which fields of an object are wanted: address and bytes of their slots, the number of fields, and each field: address
  ;; and bytes of its name, its slot, and the level of its own fields or 0.
  (global $levelFields i32 (i32.const 12))
  (global $fieldBytes i32 (i32.const 16))

  (global $deepest i32 (i32.const 200))

  ;; Behind the line at hand.
  (global $end (mut i32) (i32.const 0))

  ;; Where the text of `length` bytes at `mark` stands next in [at, to).
  (func (export "find") (param $mark i32) (param $length i32) (param $at i32) (param $to i32) (result i32)
    (local $first v128) (local $last v128) (local $hits i32) (local $place i32)
    (local.set $first (i8x16.splat (i32.load8_u (local.get $mark))))
    (local.set $last (i8x16.splat (i32.load8_u (i32.sub (i32.add (local.get $mark) (local.get $length)) (i32.const 1)))))
    (loop $next
      (if (i32.gt_u (i32.add (local.get $at) (local.get $length)) (local.get $to)) (then (return (i32.const 0))))
      (local.set $hits (i8x16.bitmask (v128.and
        (i8x16.eq (v128.load (local.get $at)) (local.get $first))
        (i8x16.eq (v128.load (i32.sub (i32.add (local.get $at) (local.get $length)) (i32.const 1))) (local.get $last)))))
      (loop $hit
        (if (local.get $hits) (then
          (local.set $place (i32.add (local.get $at) (i32.ctz (local.get $hits))))
          (if (call $equal (local.get $mark) (local.get $place) (local.get $length))
            (then (return (select (local.get $place) (i32.const 0)
              (i32.le_u (i32.add (local.get $place) (local.get $length)) (local.get $to))))))
          (local.set $hits (i32.and (local.get $hits) (i32.sub (local.get $hits) (i32.const 1))))
          (br $hit))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next))
    (unreachable))

  ;; Where the line begins that holds the place; `from` for the first one.
  (func (export "lineStart") (param $at i32) (param $from i32) (result i32)
    (local $hits i32)
    (loop $next
      (if (i32.le_u (local.get $at) (local.get $from)) (then (return (local.get $from))))
      (local.set $at (i32.sub (local.get $at) (i32.const 16)))
      (local.set $hits (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x0a)))))
      (br_if $next (i32.eqz (local.get $hits))))
    (local.set $at (i32.add (local.get $at) (i32.sub (i32.const 32) (i32.clz (local.get $hits)))))
    (select (local.get $at) (local.get $from) (i32.gt_u (local.get $at) (local.get $from))))

  ;; The end of the line that holds the place. There is one.
  (func (export "lineEnd") (param $at i32) (result i32)
    (local $hits i32)
    (loop $next
      (local.set $hits (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x0a)))))
      (if (i32.eqz (local.get $hits)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next))))
    (i32.add (local.get $at) (i32.ctz (local.get $hits))))

  ;; Fills the slots of the level from the object in [start, end). 0 when that is no JSON, or unusual.
  (func (export "pick") (param $start i32) (param $end i32) (param $level i32) (result i32)
    (local $at i32)
    (global.set $end (local.get $end))
    (local.set $at (call $space (local.get $start)))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x7b (;{;))) (then (return (i32.const 0))))
    (local.set $at (call $members (i32.add (local.get $at) (i32.const 1)) (local.get $level) (i32.const 0)))
    (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
    (i32.eq (call $space (local.get $at)) (local.get $end)))

  ;; All below take the place where something begins and give the place behind it; 0 when it is no JSON, or unusual.

  ;; The members of an object and its closing brace.
  (func $members (param $at i32) (param $level i32) (param $depth i32) (result i32)
    (local $stop i32) (local $field i32) (local $byte i32)
    (if (local.get $level) (then
      (memory.fill (i32.load (local.get $level)) (i32.const 0) (i32.load offset=4 (local.get $level)))))
    (local.set $at (call $space (local.get $at)))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x7d (;};))) (then (return (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.gt_u (local.get $depth) (global.get $deepest)) (then (return (i32.const 0))))
    (loop $next
      (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x22 (;";))) (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $stop (call $plainText (local.get $at)))
      (if (i32.eqz (local.get $stop)) (then (return (i32.const 0))))
      (if (local.get $level) (then
        (local.set $field (call $wanted (local.get $level) (local.get $at) (i32.sub (local.get $stop) (local.get $at))))))
      (local.set $at (call $space (i32.add (local.get $stop) (i32.const 1))))
      (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3a (;:;))) (then (return (i32.const 0))))
      (local.set $at (call $space (i32.add (local.get $at) (i32.const 1))))
      (local.set $at (call $value (local.get $at) (local.get $field) (i32.add (local.get $depth) (i32.const 1))))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
      (local.set $at (call $space (local.get $at)))
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.eq (local.get $byte) (i32.const 0x7d (;};))) (then (return (local.get $at))))
      (if (i32.ne (local.get $byte) (i32.const 0x2c (;,;))) (then (return (i32.const 0))))
      (local.set $at (call $space (local.get $at)))
      (br $next))
    (unreachable))

  ;; The field of the level with the name of `length` bytes at `name`; 0 for none.
  (func $wanted (param $level i32) (param $name i32) (param $length i32) (result i32)
    (local $field i32) (local $end i32)
    (local.set $field (i32.add (local.get $level) (global.get $levelFields)))
    (local.set $end (i32.add (local.get $field) (i32.mul (i32.load offset=8 (local.get $level)) (global.get $fieldBytes))))
    (loop $next
      (if (i32.eq (local.get $field) (local.get $end)) (then (return (i32.const 0))))
      (if (i32.eq (i32.load offset=4 (local.get $field)) (local.get $length)) (then
        (if (call $equal (i32.load (local.get $field)) (local.get $name) (local.get $length))
          (then (return (local.get $field))))))
      (local.set $field (i32.add (local.get $field) (global.get $fieldBytes)))
      (br $next))
    (unreachable))

  ;; True when the same bytes stand at both places.
  (func $equal (param $a i32) (param $b i32) (param $length i32) (result i32)
    (local $different i32)
    (loop $next
      (local.set $different (i32.xor (i32.const 0xffff)
        (i8x16.bitmask (i8x16.eq (v128.load (local.get $a)) (v128.load (local.get $b))))))
      (if (i32.le_u (local.get $length) (i32.const 16))
        (then (return (i32.eqz (i32.and (local.get $different)
          (i32.sub (i32.shl (i32.const 1) (local.get $length)) (i32.const 1)))))))
      (if (local.get $different) (then (return (i32.const 0))))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $length (i32.sub (local.get $length) (i32.const 16)))
      (br $next))
    (unreachable))

  ;; A value, into the slot of its field; `field` is 0 for one that is not wanted. Lists that are wanted are unusual, and so are objects
  ;; where none is expected.
  (func $value (param $at i32) (param $field i32) (param $depth i32) (result i32)
    (local $byte i32) (local $slot i32) (local $stop i32)
    (if (i32.ge_u (local.get $at) (global.get $end)) (then (return (i32.const 0))))
    (if (local.get $field) (then (local.set $slot (i32.load offset=8 (local.get $field)))))
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.eq (local.get $byte) (i32.const 0x22 (;";))) (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.eqz (local.get $field)) (then (return (call $string (local.get $at)))))
      (local.set $stop (call $plainText (local.get $at)))
      (if (i32.eqz (local.get $stop)) (then (return (i32.const 0))))
      (call $note (local.get $slot) (global.get $text) (local.get $at) (local.get $stop))
      (return (i32.add (local.get $stop) (i32.const 1)))))
    (if (i32.eq (local.get $byte) (i32.const 0x7b (;{;))) (then
      (i32.store (local.get $slot) (global.get $object))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.eqz (local.get $field)) (then (return (call $members (local.get $at) (i32.const 0) (local.get $depth)))))
      (if (i32.eqz (i32.load offset=12 (local.get $field))) (then (return (i32.const 0))))
      (return (call $members (local.get $at) (i32.load offset=12 (local.get $field)) (local.get $depth)))))
    (if (i32.eq (local.get $byte) (i32.const 0x5b (;[;))) (then
      (if (local.get $field) (then (return (i32.const 0))))
      (return (call $list (i32.add (local.get $at) (i32.const 1)) (local.get $depth)))))
    (if (i32.eq (i32.load (local.get $at)) (i32.const 0x6c6c756e (;null;))) (then
      (i32.store (local.get $slot) (global.get $null))
      (return (i32.add (local.get $at) (i32.const 4)))))
    (if (i32.eq (i32.load (local.get $at)) (i32.const 0x65757274 (;true;))) (then
      (i32.store (local.get $slot) (global.get $true))
      (return (i32.add (local.get $at) (i32.const 4)))))
    (if (i32.eq (i32.load (local.get $at)) (i32.const 0x736c6166 (;fals;))) (then
      (i32.store (local.get $slot) (global.get $false))
      (return (select (i32.add (local.get $at) (i32.const 5)) (i32.const 0)
        (i32.eq (i32.load8_u offset=4 (local.get $at)) (i32.const 0x65 (;e;)))))))
    (call $number (local.get $at) (local.get $slot)))

  (func $note (param $slot i32) (param $kind i32) (param $start i32) (param $end i32)
    (i32.store (local.get $slot) (local.get $kind))
    (i32.store offset=8 (local.get $slot) (local.get $start))
    (i32.store offset=12 (local.get $slot) (local.get $end)))

  ;; The values of a list and its closing bracket.
  (func $list (param $at i32) (param $depth i32) (result i32)
    (local $byte i32)
    (local.set $at (call $space (local.get $at)))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x5d (;];))) (then (return (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.gt_u (local.get $depth) (global.get $deepest)) (then (return (i32.const 0))))
    (loop $next
      (local.set $at (call $value (local.get $at) (i32.const 0) (i32.add (local.get $depth) (i32.const 1))))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
      (local.set $at (call $space (local.get $at)))
      (local.set $byte (i32.load8_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.eq (local.get $byte) (i32.const 0x5d (;];))) (then (return (local.get $at))))
      (if (i32.ne (local.get $byte) (i32.const 0x2c (;,;))) (then (return (i32.const 0))))
      (local.set $at (call $space (local.get $at)))
      (br $next))
    (unreachable))

  ;; Space, tabs and ends of lines, if any; never further than the end.
  (func $space (param $at i32) (result i32)
    (local $byte i32)
    (loop $next
      (if (i32.ge_u (local.get $at) (global.get $end)) (then (return (local.get $at))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.gt_u (local.get $byte) (i32.const 0x20)) (then (return (local.get $at))))
      (if (i32.or
            (i32.or (i32.eq (local.get $byte) (i32.const 0x20)) (i32.eq (local.get $byte) (i32.const 0x09)))
            (i32.or (i32.eq (local.get $byte) (i32.const 0x0a)) (i32.eq (local.get $byte) (i32.const 0x0d))))
        (then (local.set $at (i32.add (local.get $at) (i32.const 1))) (br $next))))
    (local.get $at))

  ;; What stands between quotes, up to the closing one; unusual with escapes.
  (func $plainText (param $at i32) (result i32)
    (local $bytes v128) (local $found i32)
    (loop $next
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $found (i8x16.bitmask (v128.or
        (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x22 (;";))))
        (v128.or
          (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x5c (;\;))))
          (i8x16.lt_u (local.get $bytes) (i8x16.splat (i32.const 0x20)))))))
      (if (i32.eqz (local.get $found)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (global.get $end)))
        (return (i32.const 0)))))
    (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $found))))
    (select (local.get $at) (i32.const 0) (i32.and
      (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x22 (;";)))
      (i32.lt_u (local.get $at) (global.get $end)))))

  ;; What stands between quotes, whatever it is, and the closing one: the first that is not behind an odd number of backslashes.
  (func $string (param $at i32) (result i32)
    (local $found i32) (local $first i32)
    (loop $next
      (local.set $found (i8x16.bitmask
        (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const 0x22 (;";))))))
      (if (i32.eqz (local.get $found)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (global.get $end)))
        (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.ctz (local.get $found))))
      (if (i32.ge_u (local.get $at) (global.get $end)) (then (return (i32.const 0))))
      (local.set $first (local.get $at))
      (loop $back
        (if (i32.eq (i32.load8_u (i32.sub (local.get $first) (i32.const 1))) (i32.const 0x5c (;\;))) (then
          (local.set $first (i32.sub (local.get $first) (i32.const 1)))
          (br $back))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      ;; the place has moved by one: an even distance is an odd number of backslashes
      (br_if $next (i32.eqz (i32.and (i32.sub (local.get $at) (local.get $first)) (i32.const 1)))))
    (local.get $at))

  (func $number (param $at i32) (param $slot i32) (result i32)
    (local $start i32) (local $first i32) (local $value f64) (local $byte i32)
    (local.set $start (local.get $at))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d (;-;))) (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (local.set $first (local.get $at))
    (loop $next
      (local.set $byte (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30 (;0;))))
      (if (i32.lt_u (local.get $byte) (i32.const 10)) (then
        (local.set $value (f64.add (f64.mul (local.get $value) (f64.const 10)) (f64.convert_i32_u (local.get $byte))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next))))
    (if (i32.eq (local.get $at) (local.get $first)) (then (return (i32.const 0))))
    (if (i32.and
          (i32.eq (i32.load8_u (local.get $first)) (i32.const 0x30 (;0;)))
          (i32.gt_u (i32.sub (local.get $at) (local.get $first)) (i32.const 1)))
      (then (return (i32.const 0))))
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.and
          (i32.and (i32.ne (local.get $byte) (i32.const 0x2e (;.;))) (i32.ne (i32.or (local.get $byte) (i32.const 0x20)) (i32.const 0x65 (;e;))))
          (i32.and (i32.eq (local.get $first) (local.get $start)) (i32.le_u (i32.sub (local.get $at) (local.get $first)) (i32.const 15))))
      (then
        (i32.store (local.get $slot) (global.get $whole))
        (f64.store offset=8 (local.get $slot) (local.get $value))
        (return (local.get $at))))
    (if (i32.eq (local.get $byte) (i32.const 0x2e (;.;))) (then
      (local.set $at (call $someDigits (i32.add (local.get $at) (i32.const 1))))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))))
    (if (i32.eq (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x65 (;e;))) (then
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.or (i32.eq (local.get $byte) (i32.const 0x2b (;+;))) (i32.eq (local.get $byte) (i32.const 0x2d (;-;)))) (then
        (local.set $at (i32.add (local.get $at) (i32.const 1)))))
      (local.set $at (call $someDigits (local.get $at)))
      (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))))
    (call $note (local.get $slot) (global.get $digits) (local.get $start) (local.get $at))
    (local.get $at))

  ;; One digit or more.
  (func $someDigits (param $start i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $start))
    (loop $next
      (if (i32.lt_u (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30 (;0;))) (i32.const 10)) (then
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next))))
    (select (local.get $at) (i32.const 0) (i32.ne (local.get $at) (local.get $start)))))
